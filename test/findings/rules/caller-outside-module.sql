EXECUTE AS CALLER;
--^^^^^^^^^^^^^^^ information[caller-outside-module]: EXECUTE AS CALLER does nothing outside a module.
