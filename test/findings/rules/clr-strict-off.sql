EXEC sp_configure 'clr strict security', 0;
--                                       ^ warning[clr-strict-off]: 'clr strict security' 0 lets assemblies in on their own word.
