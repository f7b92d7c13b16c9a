CREATE ASSEMBLY a FROM 0x4D WITH PERMISSION_SET = UNSAFE;
--              ^ warning[unsafe-assembly]: PERMISSION_SET = UNSAFE: the code may act outside the server, as its service account unless it impersonates.
