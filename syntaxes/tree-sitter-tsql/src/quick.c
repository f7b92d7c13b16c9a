// The generated parser, with quicker words for what its lexer is written in: the wasm is compiled from this file. It reads
// the same tokens as parser.c compiled as it is, which test/grammar/native.test.ts compares.
//
// The lexer goes from state to state with each character. As it is generated, it asks the program (a call out of this
// module) for the end of the text before each and notes the end of the token at each that could be the last one, looks
// through a list for what follows a character, and searches a letter among all letters of Unicode.
#include "tree_sitter/parser.h"

// The ranges of a set are in order: those of ASCII are the first few.
static __attribute__((noinline)) bool is_in_set(const TSCharacterRange *ranges, uint32_t size, int32_t character) {
  if (character >= 128 || ranges[size - 1].end < 128) return set_contains(ranges, size, character);
  while (ranges->end < character) ranges++;
  return character >= ranges->start;
}
#define set_contains is_in_set

// In `eof = lexer->eof(lexer)`: only a zero can be the end.
#define eof(lexer_) lookahead == 0 && (lexer_)->eof(lexer_)

// A list of characters and states becomes the cases of a switch. A macro does not expand itself, but each round of
// EXPAND goes on with what the last one left: room for 85 pairs.
#undef ADVANCE_MAP
#define ADVANCE_MAP(...) switch (lookahead) { EXPAND(CASES(__VA_ARGS__)) }
#define CASES(character, next, ...) case character: ADVANCE(next) __VA_OPT__(OTHER_CASES NOTHING (__VA_ARGS__))
#define OTHER_CASES() CASES
#define NOTHING ()
#define EXPAND(...) ROUNDS_3(ROUNDS_3(ROUNDS_3(ROUNDS_3(__VA_ARGS__))))
#define ROUNDS_3(...) ROUNDS_2(ROUNDS_2(ROUNDS_2(ROUNDS_2(__VA_ARGS__))))
#define ROUNDS_2(...) ROUNDS_1(ROUNDS_1(ROUNDS_1(ROUNDS_1(__VA_ARGS__))))
#define ROUNDS_1(...) __VA_ARGS__

// The end of a token is noted when it is left, and not at each character of it.
#undef START_LEXER
#undef ACCEPT_TOKEN
#undef END_STATE
#define NO_STATE 0xffff
#define START_LEXER()                                   \
  bool result = false;                                  \
  bool skip = false;                                    \
  bool eof = false;                                     \
  TSStateId accepting = NO_STATE;                       \
  int32_t lookahead;                                    \
  (void)eof;                                            \
  goto start;                                           \
  next_state:                                           \
  if (accepting != NO_STATE && accepting != state) {    \
    lexer->mark_end(lexer);                             \
    accepting = NO_STATE;                               \
  }                                                     \
  lexer->advance(lexer, skip);                          \
  goto start;                                           \
  done:                                                 \
  if (accepting != NO_STATE) lexer->mark_end(lexer);    \
  return result;                                        \
  start:                                                \
  skip = false;                                         \
  lookahead = lexer->lookahead;
#define ACCEPT_TOKEN(symbol)     \
  result = true;                 \
  accepting = state;             \
  lexer->result_symbol = symbol;
#define END_STATE() goto done;

#include "parser.c"
