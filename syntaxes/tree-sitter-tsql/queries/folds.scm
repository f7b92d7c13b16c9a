[(block) (try_catch) (create_procedure) (alter_procedure) (create_function) (alter_function) (create_trigger) (alter_trigger) (create_view) (create_table) (case) (comment)] @fold
