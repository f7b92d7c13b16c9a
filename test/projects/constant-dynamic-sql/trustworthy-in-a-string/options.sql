-- The option is set through a string because ALTER DATABASE wants a literal.
CREATE DATABASE Mail;
GO
EXEC (N'ALTER DATABASE Mail SET TRUSTWORTHY ON');
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[trustworthy-privileged-owner]: Mail is TRUSTWORTHY
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY
GO
