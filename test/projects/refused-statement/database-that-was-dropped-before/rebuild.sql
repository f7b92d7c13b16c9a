-- 911: dropped, never made again, used.
CREATE DATABASE Scratch;
GO
DROP DATABASE Scratch;
GO
USE Scratch;
--  ^^^^^^^ error[refused]: 911
GO
