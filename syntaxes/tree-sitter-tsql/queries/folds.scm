[
  (block) (try_catch) (case) (comment) (with) (derived_table) (subquery) (merge)
  (create_procedure) (alter_procedure) (create_function) (alter_function) (create_trigger) (alter_trigger) (create_view) (alter_view) (create_table)
] @fold
