[(create_procedure) (alter_procedure) (create_function) (alter_function) (batch)] @local.scope
(declared_variable name: (variable) @local.definition)
(parameter name: (variable) @local.definition)
(variable) @local.reference
