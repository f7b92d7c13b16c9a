((execute_string text: (string) @injection.content)
  (#set! injection.language "tsql"))
([(comment) (line_comment)] @injection.content
  (#set! injection.language "comment"))
