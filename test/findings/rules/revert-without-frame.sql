REVERT;
--^^^^ information[revert-without-frame]: REVERT does nothing here: no impersonation is in effect.
