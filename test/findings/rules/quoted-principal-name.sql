EXECUTE AS LOGIN = N'"amy"';
--^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                 ^^^^^^^^ warning[quoted-principal-name]: The quotes in '"amy"' are part of the name.
