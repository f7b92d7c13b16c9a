// Where statements end, and the lines that are not T-SQL: GO and SQLCMD commands.
//
// A T-SQL statement needs no semicolon. Where the grammar says that a statement can end, the parser asks for END; the scanner
// looks past blanks and comments, without consuming anything, at the next word (sometimes the one or two after it) and says yes
// when that is the end of the text, a semicolon, a GO or SQLCMD line, END, ELSE, a closing parenthesis, or a word that starts a
// statement. The scanner has no state, so incremental parsing can reuse everything around it.
#include "tree_sitter/parser.h"
#include <wctype.h>

enum Token { END, BEFORE_ELSE, BEFORE_ELEMENT, GO, SQLCMD_LINE, NEVER, STATEMENT_PLACE, QUERY_PLACE, SET_PLACE, WORD_PLACE, SENTINEL };

#define WORD_SIZE 32

static void *none(void) { return NULL; }
void *tree_sitter_tsql_external_scanner_create(void) { return none(); }
void tree_sitter_tsql_external_scanner_destroy(void *payload) { (void)payload; }
unsigned tree_sitter_tsql_external_scanner_serialize(void *payload, char *buffer) { (void)payload; (void)buffer; return 0; }
void tree_sitter_tsql_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) { (void)payload; (void)buffer; (void)length; }

// All control characters are white space to the server, but for the zero.
static bool is_blank(int32_t c) { return (c > 0 && c <= ' ') || c == 0xA0 || c == 0xFEFF || c == 0x200B || c == 0x3000; }
static bool is_word(int32_t c) { return (c < 128) ? ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '@' || c == '#' || c == '$') : iswalnum(c); }
static bool starts_word(int32_t c) { return is_word(c) && !(c >= '0' && c <= '9') && c != '@' && c != '$'; }

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }

// Skips blanks and comments; answers whether a line end was passed.
static bool skip_blanks(TSLexer *lexer) {
  bool line = false;
  for (;;) {
    if (is_blank(lexer->lookahead)) {
      if (lexer->lookahead == '\n' || lexer->lookahead == '\r') line = true;
      advance(lexer);
    } else if (lexer->lookahead == '-') {
      advance(lexer);
      if (lexer->lookahead != '-') return line; // a minus sign: nothing that starts a statement follows
      while (lexer->lookahead != '\n' && !lexer->eof(lexer)) advance(lexer);
    } else if (lexer->lookahead == '/') {
      advance(lexer);
      if (lexer->lookahead != '*') return line;
      advance(lexer);
      int depth = 1;
      while (depth > 0 && !lexer->eof(lexer)) {
        int32_t c = lexer->lookahead;
        advance(lexer);
        if (c == '*' && lexer->lookahead == '/') { depth--; advance(lexer); }
        else if (c == '/' && lexer->lookahead == '*') { depth++; advance(lexer); }
      }
    } else return line;
  }
}

// Reads a word in upper case; a longer one is cut, which no keyword is.
static void read_word(TSLexer *lexer, char *word) {
  unsigned size = 0;
  while (is_word(lexer->lookahead)) {
    int32_t c = lexer->lookahead;
    if (size < WORD_SIZE - 1) word[size++] = (c < 128) ? ((c >= 'a' && c <= 'z') ? (char)(c - 32) : (char)c) : '?';
    advance(lexer);
  }
  word[size] = 0;
}

static __attribute__((noinline)) bool is_rest(const char *word, const char *other) {
  while (*word && *word == *other) { word++; other++; }
  return *word == *other;
}
// Most words differ in the first letter: that is looked at in place.
static inline __attribute__((always_inline)) bool is(const char *word, const char *other) { return *word == *other && is_rest(word, other); }
static __attribute__((noinline)) bool one_of(const char *word, const char *const *list) {
  for (; *list; list++) if (is(word, *list)) return true;
  return false;
}

static const char *const STARTERS[] = {
  "ALTER", "BACKUP", "BEGIN", "BREAK", "BULK", "CHECKPOINT", "COMMIT", "CONTINUE", "CREATE", "DBCC", "DEALLOCATE", "DECLARE", "DELETE", "DENY",
  "ELSE", "END", "EXEC", "EXECUTE", "GOTO", "GRANT", "KILL", "PRINT", "RAISERROR", "READTEXT", "RECONFIGURE", "RESTORE", "RETURN",
  "REVERT", "REVOKE", "SAVE", "SELECT", "SETUSER", "SHUTDOWN", "TRUNCATE", "UPDATETEXT", "USE", "WAITFOR", "WHILE", "WRITETEXT", NULL,
};
// What DROP takes away as a statement of its own; DROP of anything else is part of an ALTER.
static const char *const DROPPED[] = {
  "AGGREGATE", "APPLICATION", "ASSEMBLY", "ASYMMETRIC", "AVAILABILITY", "BROKER", "CERTIFICATE", "CONTRACT", "COUNTER", "CREDENTIAL", "CRYPTOGRAPHIC", "DATABASE", "DEFAULT",
  "ENDPOINT", "EXTERNAL", "FEDERATION", "FULLTEXT", "FUNCTION", "INDEX", "LOGIN", "MASTER", "MESSAGE", "PARTITION", "PROC", "PROCEDURE", "QUEUE", "REMOTE", "RESOURCE", "ROLE", "ROUTE",
  "RULE", "SCHEMA", "SEARCH", "SECURITY", "SENSITIVITY", "SEQUENCE", "SERVER", "SERVICE", "SIGNATURE", "STATISTICS", "SYMMETRIC", "SYNONYM", "TABLE", "TRIGGER", "TYPE", "USER", "VIEW",
  "WORKLOAD", "XML", NULL,
};
static const char *const SCHEMA_ELEMENTS[] = { "CREATE", "GRANT", "DENY", "REVOKE", NULL };

static void next_word(TSLexer *lexer, char *word) {
  skip_blanks(lexer);
  read_word(lexer, word);
}

// Skips balanced parentheses, if there are any; answers no at a semicolon in them.
static bool skip_parens(TSLexer *lexer) {
  unsigned depth = 0;
  if (lexer->lookahead != '(') return true;
  do {
    if (lexer->lookahead == '(') depth++;
    if (lexer->lookahead == ')') depth--;
    if (lexer->lookahead == ';') return false;
    advance(lexer);
  } while (depth > 0 && !lexer->eof(lexer));
  return true;
}

// WITH starts a statement when it is followed by a common table expression: WITH name [(columns)] AS (
static bool is_cte(TSLexer *lexer) {
  char word[WORD_SIZE];
  skip_blanks(lexer);
  if (lexer->lookahead == '[' || lexer->lookahead == '"') {
    int32_t close = lexer->lookahead == '[' ? ']' : '"';
    advance(lexer);
    while (lexer->lookahead != close && !lexer->eof(lexer)) advance(lexer);
    advance(lexer);
    word[0] = 0;
  } else {
    read_word(lexer, word);
    if (word[0] == 0 || is(word, "EXECUTE") || is(word, "EXEC")) return false;
    if (is(word, "CHANGE_TRACKING_CONTEXT")) return true;
    if (is(word, "XMLNAMESPACES")) { // not that of CREATE SELECTIVE XML INDEX ... FOR
      skip_blanks(lexer);
      skip_parens(lexer);
      next_word(lexer, word);
      return !is(word, "FOR");
    }
  }
  skip_blanks(lexer);
  if (!skip_parens(lexer)) return false;
  next_word(lexer, word);
  if (!is(word, "AS")) return false;
  skip_blanks(lexer);
  return lexer->lookahead == '(';
}

// GO alone on its line: a count, a semicolon and a comment may follow. Called behind the word GO.
static bool rest_of_go_line(TSLexer *lexer) {
  for (;;) {
    int32_t c = lexer->lookahead;
    if (lexer->eof(lexer) || c == '\n' || c == '\r') return true;
    if (c == '-') { // a comment to the end of the line
      while (!lexer->eof(lexer) && lexer->lookahead != '\n') advance(lexer);
      return true;
    }
    if (c == '/') return true;
    if (!(c == ' ' || c == '\t' || c == ';' || (c >= '0' && c <= '9'))) return false;
    advance(lexer);
  }
}

// Whether the next word starts a statement, or closes what holds this one.
// `kind` says what follows when it is not an ordinary statement.
static bool at_statement(TSLexer *lexer, bool line_start, const bool *valid, enum Token *kind) {
  char word[WORD_SIZE], second[WORD_SIZE];
  if (lexer->lookahead == ';') { // an ELSE may stand behind semicolons
    advance(lexer);
    if (lexer->lookahead >= '0' && lexer->lookahead <= '9') return false; // a numbered procedure: p;2
    if (!valid[BEFORE_ELSE]) return true;
    line_start |= skip_blanks(lexer);
    while (lexer->lookahead == ';') { advance(lexer); line_start |= skip_blanks(lexer); }
    read_word(lexer, word);
    if (is(word, "ELSE")) *kind = BEFORE_ELSE;
    return true;
  }
  int32_t c = lexer->lookahead;
  if (lexer->eof(lexer) || c == ')') return true;
  if (line_start && (c == ':' || c == '!')) {
    advance(lexer);
    return c == ':' ? starts_word(lexer->lookahead) : lexer->lookahead == '!';
  }
  if (!starts_word(c)) return false;
  read_word(lexer, word);
  if (valid[BEFORE_ELSE] && is(word, "ELSE")) { *kind = BEFORE_ELSE; return true; }
  if (valid[BEFORE_ELEMENT] && one_of(word, SCHEMA_ELEMENTS)) { *kind = BEFORE_ELEMENT; return true; }
  if (is(word, "ALTER") || is(word, "DROP") || is(word, "CREATE")) {
    next_word(lexer, second);
    if (is(word, "CREATE")) return true;
    if (is(word, "ALTER") && is(second, "COLUMN")) { next_word(lexer, second); return is(second, "ENCRYPTION") || is(second, "MASTER"); }
    if (is(word, "ALTER")) return !is(second, "FILTER") && !is(second, "BLOCK");
    if (is(second, "EVENT")) { next_word(lexer, second); return is(second, "SESSION") || is(second, "NOTIFICATION"); }
    if (is(second, "COLUMN")) { next_word(lexer, second); return is(second, "ENCRYPTION") || is(second, "MASTER"); }
    return one_of(second, DROPPED);
  }
  if (one_of(word, STARTERS)) return true;
  if (line_start && is(word, "GO")) return rest_of_go_line(lexer);
  if (is(word, "SET")) {
    skip_blanks(lexer);
    if (lexer->lookahead == '(') return false;
    read_word(lexer, second);
    return !is(second, "NULL") && !is(second, "DEFAULT");
  }
  if (is(word, "IF")) { // DROP ... IF EXISTS name
    next_word(lexer, second);
    if (!is(second, "EXISTS")) return true;
    skip_blanks(lexer);
    return lexer->lookahead == '(';
  }
  if (is(word, "ROLLBACK")) { next_word(lexer, second); return !is(second, "IMMEDIATE") && !is(second, "AFTER"); }
  if (is(word, "INSERT") || is(word, "UPDATE")) {
    skip_blanks(lexer);
    if (lexer->lookahead == '(') return false;
    read_word(lexer, second);
    return !is(second, "POPULATION"); // ALTER FULLTEXT INDEX ... START UPDATE POPULATION
  }
  if (is(word, "MERGE")) {
    next_word(lexer, second);
    if (is(second, "RANGE")) { skip_blanks(lexer); return lexer->lookahead != '('; } // ALTER PARTITION FUNCTION ... MERGE RANGE (
    return !is(second, "JOIN") && !is(second, "UNION");
  }
  if (is(word, "WITH")) return is_cte(lexer);
  if (is(word, "ADD")) { next_word(lexer, second); return is(second, "SIGNATURE") || is(second, "COUNTER") || is(second, "SENSITIVITY"); }
  if (is(word, "FETCH")) {
    next_word(lexer, second);
    if (!is(second, "NEXT") && !is(second, "FIRST")) return true;
    skip_blanks(lexer);
    c = lexer->lookahead;
    return !((c >= '0' && c <= '9') || c == '@' || c == '(');
  }
  if (is(word, "OPEN") || is(word, "CLOSE")) { skip_blanks(lexer); return starts_word(lexer->lookahead) || lexer->lookahead == '@' || lexer->lookahead == '['; }
  if (is(word, "ENABLE") || is(word, "DISABLE")) { next_word(lexer, second); return is(second, "TRIGGER"); }
  if (is(word, "SEND")) { next_word(lexer, second); return is(second, "ON"); }
  if (is(word, "RECEIVE")) { next_word(lexer, second); return line_start || is(second, "TOP") || (!second[0] && (lexer->lookahead == '*' || lexer->lookahead == '@')); }
  if (is(word, "GET") || is(word, "MOVE")) { next_word(lexer, second); return is(second, "CONVERSATION"); }
  if (is(word, "RENAME")) { next_word(lexer, second); return is(second, "OBJECT") || is(second, "DATABASE"); }
  if (is(word, "LINENO")) { skip_blanks(lexer); return lexer->lookahead >= '0' && lexer->lookahead <= '9'; }
  if (is(word, "COPY")) { next_word(lexer, second); return is(second, "INTO"); }
  if (is(word, "THROW")) {
    bool line = skip_blanks(lexer);
    c = lexer->lookahead;
    return line || lexer->eof(lexer) || c == ';' || c == '@' || (c >= '0' && c <= '9');
  }
  if (lexer->lookahead == ':') { // a label
    advance(lexer);
    return lexer->lookahead != ':';
  }
  return false;
}

// How much can stand where a statement breaks off; less and less is sure then.
enum Place { CLOSED, QUERY, WORD };

// These are never anything else.
static const char *const SURE_STARTERS[] = {
  "BREAK", "CONTINUE", "DBCC", "DEALLOCATE", "DECLARE", "GOTO", "PRINT", "RAISERROR", "RETURN", "REVERT", "SETUSER", "WAITFOR", "WHILE", NULL,
};
// These are statements with the right word behind them.
static const char *const PAIRED_STARTERS[] = {
  "ALTER", "BEGIN", "COMMIT", "CREATE", "DELETE", "DENY", "DROP", "EXEC", "EXECUTE", "GRANT", "IF", "INSERT", "MERGE", "REVOKE", "ROLLBACK", "SELECT", "SET", "TRUNCATE", "UPDATE",
  "USE", "WITH", NULL,
};
// The options of SET that are none of a database.
static const char *const OPTIONS[] = { "DEADLOCK_PRIORITY", "IDENTITY_INSERT", "IMPLICIT_TRANSACTIONS", "LOCK_TIMEOUT", "NOCOUNT", "ROWCOUNT", "XACT_ABORT", NULL };
static const char *const SHARED_OPTIONS[] = { "ANSI_NULLS", "ANSI_PADDING", "ANSI_WARNINGS", "ARITHABORT", "QUOTED_IDENTIFIER", NULL };
static const char *const ALTERED[] = { "AUTHORIZATION", "DATABASE", "LOGIN", "ROLE", "SCHEMA", "TABLE", "USER", NULL };
static const char *const CREATED[] = {
  "CLUSTERED", "DATABASE", "FUNCTION", "INDEX", "LOGIN", "NONCLUSTERED", "OR", "PROC", "PROCEDURE", "ROLE", "SCHEMA", "TABLE", "TRIGGER", "TYPE", "UNIQUE", "USER", "VIEW", NULL,
};
static const char *const DROPPED_ALONE[] = { "DATABASE", "FUNCTION", "INDEX", "LOGIN", "PROC", "PROCEDURE", "ROLE", "SCHEMA", "SYNONYM", "TABLE", "TRIGGER", "TYPE", "USER", "VIEW", NULL };
// What follows a permission, or the name of one.
static const char *const AFTER_PERMISSION[] = { "ANY", "AS", "BY", "DDL", "FROM", "ON", "TO", NULL };

static bool is_tran(const char *word) { return is(word, "TRAN") || is(word, "TRANSACTION"); }

// Whether a name stands here that cannot belong to a list of permissions: CREATE TABLE t, but not CREATE TABLE TO u.
static bool at_name(TSLexer *lexer) {
  char word[WORD_SIZE];
  skip_blanks(lexer);
  if (lexer->lookahead == '[' || lexer->lookahead == '"') return true;
  read_word(lexer, word);
  return word[0] && !one_of(word, AFTER_PERMISSION);
}

// UPDATE name SET: called behind the first word of the name.
static bool then_set(TSLexer *lexer) {
  char word[WORD_SIZE];
  while (lexer->lookahead == '.' || lexer->lookahead == '[' || lexer->lookahead == ']' || is_word(lexer->lookahead)) advance(lexer);
  next_word(lexer, word);
  return is(word, "SET");
}

// Whether a statement starts here although this one is not complete: `WHERE a =`, and on the next line PRINT. An END that the parser
// does not expect makes it complete the statement with what is missing, where it would otherwise take PRINT for a value to skip.
static bool breaks_off(TSLexer *lexer, bool line_start, enum Place place, bool set_place) {
  char word[WORD_SIZE], second[WORD_SIZE];
  int32_t c = lexer->lookahead;
  if (lexer->eof(lexer)) return true;
  if (c == ';') {
    advance(lexer);
    skip_blanks(lexer); // not p;2 or OPENROWSET('a'; 'b')
    return !((lexer->lookahead >= '0' && lexer->lookahead <= '9') || lexer->lookahead == '\'');
  }
  if (c < 'A' || c > 'z' || (c > 'Z' && c < 'a')) return false;
  if (place == WORD && !line_start) return false;
  read_word(lexer, word);
  if (one_of(word, SURE_STARTERS)) return true;
  if (line_start && is(word, "GO")) return rest_of_go_line(lexer);
  if (!one_of(word, PAIRED_STARTERS)) return false;
  if (is(word, "SELECT") && place == CLOSED) return true;
  if ((is(word, "COMMIT") || is(word, "ROLLBACK")) && place != WORD && line_start) return true;
  if (is(word, "WITH")) return place != QUERY && is_cte(lexer);
  if (!is_blank(lexer->lookahead)) return false;
  skip_blanks(lexer);
  c = lexer->lookahead;
  if (is(word, "SET") && c == '@') return !set_place;
  if (is(word, "SELECT") && place == WORD && (c == '*' || c == '@' || c == '\'' || (c >= '0' && c <= '9'))) return true;
  read_word(lexer, second);
  if (is(word, "ALTER")) return is(second, "INDEX") || is(second, "SERVER") ? place != WORD : one_of(second, ALTERED) && (place != WORD || at_name(lexer));
  if (is(word, "BEGIN")) return place == WORD ? is(second, "TRY") || is_tran(second) : !is(second, "CATCH");
  if (is(word, "COMMIT") || is(word, "ROLLBACK")) return is_tran(second) || is(second, "WORK");
  if (is(word, "CREATE")) return place != WORD || (one_of(second, CREATED) && at_name(lexer));
  if (is(word, "DELETE")) return place != QUERY && is(second, "FROM");
  if (is(word, "DROP")) return one_of(second, DROPPED_ALONE) && (place != WORD || !is(second, "INDEX"));
  if (is(word, "EXEC") || is(word, "EXECUTE")) {
    if (!is(second, "AS")) return place == CLOSED || (place == WORD && (c == '[' || c == '@' || (second[0] && !one_of(second, AFTER_PERMISSION))));
    next_word(lexer, second);
    return is(second, "USER") || is(second, "LOGIN");
  }
  if (is(word, "GRANT") || is(word, "DENY") || is(word, "REVOKE")) return second[0] && !is(second, "OPTION") && (place != WORD || !is(second, "CREATE"));
  if (is(word, "IF")) {
    if (!is(second, "EXISTS")) return true;
    skip_blanks(lexer);
    return lexer->lookahead == '(';
  }
  if (is(word, "INSERT") || is(word, "MERGE")) return place != QUERY && is(second, "INTO");
  if (is(word, "SELECT")) return place == WORD && (is(second, "TOP") || is(second, "DISTINCT"));
  if (is(word, "SET")) return one_of(second, OPTIONS) || (place == CLOSED && one_of(second, SHARED_OPTIONS));
  if (is(word, "TRUNCATE")) return is(second, "TABLE");
  if (is(word, "UPDATE")) return place != QUERY && (second[0] || c == '[') && !is(second, "SET") && !is(second, "ON") && !is(second, "OF") && (place == CLOSED || then_set(lexer));
  if (is(word, "USE")) return !is(second, "MODEL") && !is(second, "HINT") && !is(second, "PLAN");
  return false;
}

bool tree_sitter_tsql_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  (void)payload;
  // After an error every token is asked for: only a line between batches is sure then.
  if (valid[END] && !valid[SENTINEL]) {
    lexer->mark_end(lexer);
    bool line = skip_blanks(lexer);
    enum Token kind = END;
    if (!at_statement(lexer, line, valid, &kind)) return false;
    lexer->result_symbol = kind;
    return true;
  }
  // The blanks before an END that nobody expects belong to it: so it costs the parser more to skip it than to add what is missing.
  bool recovering = valid[SENTINEL];
  bool complete = !recovering && valid[STATEMENT_PLACE];
  bool line = false;
  while (is_blank(lexer->lookahead)) {
    if (lexer->lookahead == '\n' || lexer->lookahead == '\r') line = true;
    lexer->advance(lexer, complete);
  }
  int32_t c = lexer->lookahead;
  if (!complete && !(line && (c == ':' || c == '!')) && !(recovering && (!line || c == 'g' || c == 'G' || c == ';' || lexer->eof(lexer)))) {
    enum Place place = recovering || valid[WORD_PLACE] ? WORD : valid[QUERY_PLACE] ? QUERY : CLOSED;
    lexer->mark_end(lexer);
    if (!breaks_off(lexer, line, place, valid[SET_PLACE] && !recovering)) return false;
    lexer->result_symbol = END;
    return true;
  }
  if (!(c == ':' || c == '!' || c == 'g' || c == 'G')) return false;
  if (recovering && !line) return false;
  if (c == 'g' || c == 'G') {
    if (!valid[GO]) return false;
    advance(lexer);
    if (lexer->lookahead != 'o' && lexer->lookahead != 'O') return false;
    advance(lexer);
    if (is_word(lexer->lookahead)) return false;
    if (!line && lexer->get_column(lexer) != 2) return false; // the column costs a walk over the line: last of all
    if (!rest_of_go_line(lexer)) return false;
    lexer->mark_end(lexer);
    lexer->result_symbol = GO;
    return true;
  }
  if (!valid[SQLCMD_LINE]) return false;
  advance(lexer);
  if (c == ':' ? !starts_word(lexer->lookahead) : lexer->lookahead != '!') return false;
  if (!line && lexer->get_column(lexer) != 1) return false;
  while (!lexer->eof(lexer) && lexer->lookahead != '\n') advance(lexer);
  lexer->mark_end(lexer);
  lexer->result_symbol = SQLCMD_LINE;
  return true;
}
