/**
 * The messages that the server answers with: a function for each, which fills its inserts in. The one home of message
 * numbers in the engine; their texts are in data/messages.tsv.
 */
import { message as textOf } from '../../catalog/messages';

/** A message with its text. `number` is null where none is documented. */
export interface Message {
  readonly number: number | null;
  readonly text: string;
}

/** A message by a number that a table gives. */
export function numbered(number: number, ...inserts: readonly (string | number)[]): Message {
  return { number, text: textOf(number, ...inserts) };
}

/** Whether it comes to the client as information, whatever its severity in the catalog of messages (GRA-7). */
export function isInformational({ number }: Pick<Message, 'number'>): boolean {
  return number === 4624;
}

/** A refusal whose number is not documented. */
export function unnumbered(text: string): Message {
  return { number: null, text };
}

// Syntax.

/** Incorrect syntax near '{text}'. */
export const syntaxErrorNear = (text: string): Message => numbered(102, text);
/** Incorrect syntax near the keyword '{keyword}'. */
export const syntaxErrorNearKeyword = (keyword: string): Message => numbered(156, keyword);
/** '{statement}' does not allow specifying the database name as a prefix to the object name. */
export const databaseNameNotAllowed = (statement: string): Message => numbered(166, statement);
/** a USE database statement is not allowed in a procedure, function or trigger. */
export const useNotAllowed = (): Message => numbered(154);

// Names.

/** Invalid object name '{name}'. */
export const noSuchObject = (name: string): Message => numbered(208, name);
/** Could not find the type '{name}'. Either it does not exist or you do not have the necessary permission. */
export const noSuchType = (name: string): Message => numbered(218, name);
/** Could not find stored procedure '{name}'. */
export const noSuchProcedure = (name: string): Message => numbered(2812, name);
/** Database '{name}' does not exist. Make sure that the name is entered correctly. */
export const noSuchDatabase = (name: string): Message => numbered(911, name);
/** The specified schema name "{name}" either does not exist or you do not have permission to use it. */
export const noSuchSchema = (name: string): Message => numbered(2760, name);
/** The default schema does not exist. */
export const noDefaultSchema = (): Message => numbered(2797);
/** Cannot find the object "{name}" because it does not exist or you do not have permissions. */
export const cannotFindObject = (name: string): Message => numbered(1088, name);
/** Cannot find a table or object with the name "{name}". Check the system catalog. */
export const cannotFindTable = (name: string): Message => numbered(2501, name);
/** Reference to database and/or server name in '{name}' is not supported in this version of SQL Server. */
export const notInThisVersion = (name: string): Message => numbered(40515, name);
/** There is already an object named '{name}' in the database. */
export const objectExists = (name: string): Message => numbered(2714, name);
/** The object with name "{name}" already exists. */
export const nameExists = (name: string): Message => numbered(15530, name);
/** The synonym "{synonym}" referenced synonym "{other}". Synonym chaining is not allowed. */
export const synonymOfSynonym = (synonym: string, other: string): Message => numbered(470, synonym, other);
/** Synonym '{synonym}' refers to an invalid object. */
export const synonymOfNothing = (synonym: string): Message => numbered(5313, synonym);
/** The object '{name}' does not exist or is invalid for this operation. */
export const invalidForOperation = (name: string): Message => numbered(8197, name);
/** Object '{name}' does not exist or is not a valid object for this operation. */
export const notAnObject = (name: string): Message => numbered(15001, name);
/** The object '{name}' does not exist in database '{database}' or is invalid for this operation. */
export const notInDatabase = (name: string, database: string): Message => numbered(15009, name, database);

// Cannot do something to something.

/** Cannot {verb} the {what} '{name}', because it does not exist or you do not have permission. */
export const cannot = (verb: string, what: string, name: string): Message => numbered(15151, verb, what, name);
/** Cannot find the symmetric key 'master key', because it does not exist or you do not have permission. */
export const cannotFindMasterKey = (): Message => cannot('find', 'symmetric key', 'master key');
/** Cannot {verb} the {what} '{name}', because it does not exist or you do not have permission. */
export const cannotTo = (verb: string, what: string, name: string): Message => numbered(3701, verb, what, name);
/** Cannot {verb} the {what} '{name}'. */
export const cannotToFixed = (verb: string, what: string, name: string): Message => numbered(15150, verb, what, name);
/** Cannot {verb} the {what} '{name}' because it is a system {kind}. */
export const cannotToSystem = (verb: string, what: string, name: string, kind: string): Message =>
  numbered(3708, verb, what, name, kind);
/** Cannot create the {what} '{name}', because you do not have permission. */
export const cannotCreate = (what: string, name: string): Message => numbered(2104, 'create', what, name);
/** Cannot {verb} {what} "{name}" because it is currently in use. */
export const cannotWhileInUse = (verb: string, what: string, name: string): Message => numbered(3702, verb, what, name);
/** Cannot {statement} '{name}' because it is being referenced by object '{by}'. */
export const cannotWhileReferenced = (statement: string, name: string, by: string): Message =>
  numbered(3729, statement, name, by);
/** Cannot use DROP {kind} with '{name}' because '{other}' is a {what}. Use {right}. */
export const cannotDropWith = (kind: string, name: string, other: string, what: string, right: string): Message =>
  numbered(3705, kind, name, other, what, right);

// Permissions.

/** The {permission} permission was denied on the object '{object}', database '{database}', schema '{schema}'. */
export const deniedOnObject = (permission: string, object: string, database: string, schema: string): Message =>
  numbered(229, permission, object, database, schema);
/** The {permission} permission was denied on the column '{column}' of the object '{object}', database ... */
export const deniedOnColumn = (
  permission: string,
  column: string,
  object: string,
  database: string,
  schema: string,
): Message => numbered(230, permission, column, object, database, schema);
/** {permission} permission denied in database '{database}'. */
export const deniedInDatabase = (permission: string, database: string): Message => numbered(262, permission, database);
/** {permission} permission was denied on object 'server', database 'master'. */
export const deniedOnServer = (permission: string): Message => numbered(300, permission, 'server', 'master');
/** The user does not have the external policy action '{action}' or permission '{permission}' to perform this action. */
export const deniedPolicyAction = (permission: string): Message =>
  numbered(371, 'Microsoft.Sql/sqlservers/SystemViewsAndFunctions/ServerState/rows/select', permission);
/** User does not have permission to perform this action. */
export const notPermitted = (): Message => numbered(15247);
/** You do not have permission to use the bulk load statement. */
export const bulkLoadDenied = (): Message => numbered(4834);

// Granting.

/** Granted or revoked privilege {permission} is not compatible with object. */
export const incompatiblePrivilege = (permission: string): Message => numbered(4606, permission);
/** You can only grant or revoke permissions on objects in the current database. */
export const onlyInCurrentDatabase = (): Message => numbered(4610);
/** CREATE DATABASE permission can only be granted in the master database. */
export const createDatabaseOnlyInMaster = (): Message => numbered(4619);
/** The all permission has been deprecated and is not available for this class of entity */
export const allNotAvailable = (): Message => numbered(4623);
/** To revoke or deny grantable privileges, specify the CASCADE option. */
export const cascadeNeeded = (): Message => numbered(4611);
/** Grantor does not have GRANT permission. */
export const noGrantPermission = (): Message => numbered(4613);
/** Invalid column name '{name}'. */
export const invalidColumn = (name: string): Message => numbered(4615, name);
/** You do not have permission to use {principal} in the AS clause. */
export const asClauseDenied = (principal: string): Message => numbered(4618, principal);
/** Sub-entity lists (such as column or security expressions) cannot be specified for entity-level permissions. */
export const noColumnsForEntity = (): Message => numbered(1020);
/** Permissions at the server scope can only be granted when the current database is master */
export const onlyInMaster = (): Message => numbered(4621);
/** Permissions on server scoped catalog views or system stored procedures or extended stored procedures ... */
export const systemObjectsOnlyInMaster = (): Message => numbered(4629);
/** Cannot disable access to the guest user in master or tempdb. */
export const guestNeeded = (): Message => numbered(15182);

// Entering databases and servers.

/** The server principal "{login}" is not able to access the database "{database}" under the current ... */
export const cannotEnter = (login: string, database: string): Message => numbered(916, login, database);
/** USE statement is not supported to switch between databases. Use a new connection to connect to a ... */
export const useNotSupported = (): Message => numbered(40508);
/** The current user account was invoked with SETUSER or SP_SETAPPROLE. Changing databases is not allowed. */
export const pinnedToDatabase = (): Message => numbered(505);
/** Cannot open database "{database}" requested by the login. The login failed. */
export const cannotOpen = (database: string): Message => numbered(4060, database);
/** Login failed for user '{login}'. */
export const loginFailed = (login: string): Message => numbered(18456, login, '', '');
/** Login failed for user '{login}'. Reason: The account is disabled. */
export const loginDisabled = (login: string): Message => numbered(18470, login, '');
/** Logon failed for login '{login}' due to trigger execution. */
export const loginRefusedByTrigger = (login: string): Message => numbered(17892, login, '');
/** User must be in the master database. */
export const mustBeInMaster = (): Message => numbered(5001);
/** Access to the remote server is denied because the current security context is not trusted. */
export const notTrustedByRemote = (): Message => numbered(15274);
/** Access to the remote server is denied because no login-mapping exists. */
export const noMapping = (): Message => numbered(7416);
/** Linked servers cannot be used under impersonation without a mapping for the impersonated login. */
export const noMappingUnderImpersonation = (): Message => numbered(7437);
/** Server '{server}' is not configured for {what}. */
export const serverNotConfigured = (server: string, what: string): Message => numbered(7411, server, what);

// The context.

/** Cannot execute as the server principal because the principal "{name}" does not exist, this type of ... */
export const cannotExecuteAsLogin = (name: string): Message => numbered(15406, name);
/** Cannot execute as the database principal because the principal "{name}" does not exist, this type of ... */
export const cannotExecuteAsUser = (name: string): Message => numbered(15517, name);
/** Can only use the 'No Revert' or 'Cookie' options with the 'Execute As' statement at the adhoc level. */
export const onlyAdHocOptions = (): Message => numbered(15590);
/** The current security context cannot be reverted. Please switch to the original database where 'Execute ... */
export const cannotRevertHere = (): Message => numbered(15199, 'Execute As');
/** The current security context is non-revertible. The "Revert" statement failed. */
export const notRevertible = (): Message => numbered(15196);
/** The current security context was set by "{by}". It cannot be reverted by statement "{statement}". */
export const setByOther = (by: string, statement: string): Message => numbered(15357, by, statement);
/** The current security context cannot be reverted using this statement. A cookie may or may not be needed ... */
export const cookieMismatch = (): Message => numbered(15591);
/** Invalid data type is supplied in the '{statement}' statement. */
export const invalidCookieType = (statement: string): Message => numbered(15533, statement);
/** Setuser failed because of one of the following reasons: the database principal '{name}' does not exist, ... */
export const setuserFailed = (name: string): Message => numbered(15157, name);
/** Cannot set application role '{name}' because it does not exist or the password is incorrect. */
export const noApplicationRole = (name: string): Message => numbered(15161, name);
/** Application roles can only be activated at the ad hoc level. */
export const approleOnlyAdHoc = (): Message => numbered(15422);
/** sp_setapprole was not invoked correctly. Refer to the documentation for more information. */
export const approleWrongCall = (): Message => numbered(2762);
/** You must specify the @rolename parameter. */
export const approleNameNeeded = (): Message => numbered(15431);
/** Cannot unset application role because none was set or the cookie is invalid. */
export const approleNotSet = (): Message => numbered(15592);
/** The current application role has been dropped. The current security context contains no valid database ... */
export const approleDropped = (): Message => numbered(15356);
/** OWNER is not a valid option for EXECUTE AS in the context of server and database level triggers. */
export const ownerNotValidForTrigger = (): Message => numbered(1083);
/** Maximum stored procedure, function, trigger, or view nesting level exceeded (limit {limit}). */
export const nestedTooDeep = (limit: number): Message => numbered(217, limit);
/** The transaction ended in the trigger. The batch has been aborted. */
export const transactionEndedInTrigger = (): Message => numbered(3609);
/** The procedure '{procedure}' cannot be executed within a transaction. */
export const notInTransaction = (procedure: string): Message => numbered(15002, procedure);

// Principals.

/** The server principal '{name}' already exists. */
export const loginExists = (name: string): Message => numbered(15025, name);
/** User, group, or role '{name}' already exists in the current database. */
export const userExists = (name: string): Message => numbered(15023, name);
/** '{name}' is not a valid login or you do not have permission. */
export const noSuchLogin = (name: string): Message => numbered(15007, name);
/** User '{name}' does not exist in the current database. */
export const noSuchUser = (name: string): Message => numbered(15008, name);
/** The role '{name}' does not exist in the current database. */
export const noSuchRole = (name: string): Message => numbered(15014, name);
/** User or role '{name}' does not exist in this database. */
export const noSuchPrincipal = (name: string): Message => numbered(15410, name);
/** Database principal or schema '{name}' does not exist in this database. */
export const noSuchPrincipalOrSchema = (name: string): Message => numbered(15411, name);
/** '{name}' is not a valid Windows NT name. Give the complete name: <domain\username>. */
export const notAWindowsName = (name: string): Message => numbered(15407, name);
/** '{name}' is not a role. */
export const notARole = (name: string): Message => numbered(15409, name);
/** '{name}' is not a known fixed role. */
export const notAFixedRole = (name: string): Message => numbered(15412, name);
/** '{name}' is not a fixed server role. */
export const notAFixedServerRole = (name: string): Message => numbered(15402, name);
/** The name supplied ({name}) is not a user, role, or aliased login. */
export const notAUserOrRole = (name: string): Message => numbered(15198, name);
/** Cannot use the special principal '{name}'. */
export const specialPrincipal = (name: string): Message => numbered(15405, name);
/** The login already has an account under a different user name. */
export const loginHasUser = (): Message => numbered(15063);
/** The guest user cannot be mapped to a login name. */
export const guestHasNoLogin = (): Message => numbered(15062);
/** You can only create a user with a password in a contained database. */
export const passwordOnlyInContained = (): Message => numbered(33233);
/** The DEFAULT_SCHEMA clause cannot be used with principals mapped to certificates or asymmetric keys. */
export const noSchemaForKeys = (): Message => numbered(15259);
/** The user cannot be remapped to a login. Remapping can only be done for users that were mapped to ... */
export const cannotRemap = (): Message => numbered(33016);
/** Membership of the public role cannot be changed. */
export const publicMembership = (): Message => numbered(15081);
/** Cannot make a role a member of itself. */
export const memberOfItself = (): Message => numbered(15413);
/** User '{name}' cannot be dropped, it can only be disabled. The user is already disabled in the current ... */
export const guestCannotBeDropped = (name: string): Message => numbered(15539, name);
/** The role has members. It must be empty before it can be dropped. */
export const roleHasMembers = (): Message => numbered(15144);
/** Could not drop login '{login}' as the user is currently logged in. */
export const loggedIn = (login: string): Message => numbered(15434, login);
/** Login '{login}' owns one or more database(s). Change the owner of the database(s) before dropping the login. */
export const ownsDatabases = (login: string): Message => numbered(15174, login);
/** The server principal is set as the execution context of a trigger or event notification and cannot be ... */
export const isContextOfTrigger = (): Message => numbered(15186);
/** The database principal is set as the execution context of one or more procedures, functions, or event ... */
export const isContextOfModule = (): Message => numbered(15136);
/** The server principal owns one or more {what}(s) and cannot be dropped. */
export const loginOwns = (what: string): Message => numbered(15141, what);
/** The server principal owns a {what} and cannot be dropped. */
export const loginOwnsOne = (what: string): Message => numbered(15155, what);
/** Server principal '{login}' has granted one or more permission(s). Revoke the permission(s) before ... */
export const loginGranted = (login: string): Message => numbered(15173, login);
/** The database principal owns objects in the database and cannot be dropped. */
export const ownsObjects = (): Message => numbered(15183);
/** The database principal owns data types in the database and cannot be dropped. */
export const ownsTypes = (): Message => numbered(15184);
/** The database principal owns a {what} in the database, and cannot be dropped. */
export const userOwns = (what: string): Message => numbered(15138, what);
/** The database principal owns a database role and cannot be dropped. */
export const userOwnsRole = (): Message => numbered(15421);
/** The database principal has granted or denied permissions to objects in the database and cannot be dropped. */
export const userGranted = (): Message => numbered(15284);

// Owners.

/** Ownership change for {what} is not supported. */
export const ownerNotChangeable = (what: string): Message => numbered(15344, what);
/** Cannot change owner for an object that is owned by a parent object. Change the owner of the parent ... */
export const ownedByParent = (): Message => numbered(15346);
/** An entity of type {what} cannot be owned by a role, a group, or by principals mapped to certificates or ... */
export const keyCannotBeOwnedByRole = (what: string): Message => numbered(15345, what);
/** An entity of type {what} cannot be owned by a role, a group, an approle, or by principals mapped to ... */
export const cannotBeOwnedByRole = (what: string): Message => numbered(15353, what);
/** Cannot change the owner of the master, model, tempdb or distribution database. */
export const systemDatabaseOwner = (): Message => numbered(15109);
/** The proposed new database owner is already a user or aliased in the database. */
export const ownerIsUser = (): Message => numbered(15110);
/** Cannot transfer an object that is owned by a parent object. */
export const cannotTransferOwned = (): Message => numbered(15347);
/** Cannot transfer a schemabound object. */
export const cannotTransferBound = (): Message => numbered(15348);

// Databases and the server.

/** Database '{name}' already exists. Choose a different database name. */
export const databaseExists = (name: string): Message => numbered(1801, name);
/** User does not have permission to alter database '{name}', the database does not exist, or the database ... */
export const cannotAlterDatabase = (name: string): Message => numbered(5011, name);
/** Option '{option}' cannot be set in database '{database}'. */
export const cannotSetOption = (option: string, database: string): Message => numbered(5058, option, database);
/** Cannot alter the trustworthy state of the model or tempdb databases. */
export const cannotTrustSystemDatabase = (): Message => numbered(15309);
/** Error severity levels greater than {limit} can only be specified by members of the sysadmin role, using ... */
export const onlySysadminSeverity = (limit: number): Message => numbered(2754, limit);
/** Only System Administrator can specify {option} option for {command} command. */
export const onlyAdministratorOption = (option: string, command: string): Message => numbered(2778, option, command);
/** SQL Server blocked access to procedure '{procedure}' of component '{component}' because this component ... */
export const componentOff = (procedure: string, component: string): Message =>
  numbered(15281, 'procedure', procedure, component, component, component, component);
/** The xp_cmdshell proxy account information cannot be retrieved or is invalid. Verify that the '{name}' ... */
export const noProxyCredential = (name: string): Message => numbered(15153, name);
/** The Transact-SQL subsystem cannot be executed under the context of a proxy account. */
export const subsystemNeedsNoProxy = (): Message => numbered(14530);
/** Only objects in the master database owned by dbo can have the startup setting changed. */
export const onlyInMasterByDbo = (): Message => numbered(15398);
/** The database '{name}' does not exist. Supply a valid database name. To see available databases, use ... */
export const noDatabaseNamed = (name: string): Message => numbered(15010, name);
/** The specified {parameter} ('{name}') does not exist. */
export const noSuchJob = (parameter: string, name: string): Message => numbered(14262, parameter, name);
/** You do not have permission to access the service '{name}'. */
export const serviceDenied = (name: string): Message => numbered(8494, name);

// Assemblies and keys.

/** Execution of user code in the .NET Framework is disabled. Enable "clr enabled" configuration option. */
export const clrDisabled = (): Message => numbered(6263);
/** An error occurred in the Microsoft .NET Framework while trying to load assembly id {...}. The server ... */
export const assemblyNotLoaded = (): Message => numbered(10314);
/** Assembly "{name}" already exists in database "{database}". */
export const assemblyExists = (name: string, database: string): Message => numbered(6246, name, database);
/** {statement} ASSEMBLY for assembly '{name}' failed because assembly '{name}' is not trusted. The ... */
export const assemblyNotTrusted = (statement: string, name: string): Message => numbered(10327, statement, name, name);
/** Could not impersonate the client during assembly file operation. */
export const cannotReadAsCaller = (): Message => numbered(6585);
/** A certificate with name '{name}' already exists or this certificate already has been added to the database. */
export const certificateExists = (name: string): Message => numbered(15232, name);
/** Please create a master key in the database or open the master key in the session before performing this ... */
export const masterKeyNeeded = (): Message => numbered(15581);
/** Cannot decrypt or encrypt using the specified {what}, either because it has no private key or because ... */
export const noPrivateKey = (what: string): Message => numbered(15556, what);
/** Cannot add or drop a signature on '{name}' because only modules can be signed. */
export const cannotBeSigned = (name: string): Message => numbered(15560, name);
/** The {what} cannot be dropped because one or more entities are either signed or encrypted using it. */
export const isSignedWith = (what: string): Message => numbered(15352, what);
/** Cannot drop {what} '{name}' because there is a {mapped} mapped to it. */
export const hasPrincipal = (what: string, name: string, mapped: string): Message =>
  numbered(15559, what, name, mapped);

// Reports and other procedures.

/** SQL Server blocked access to STATEMENT 'OpenRowset/OpenDatasource' of component '{option}' because this ... */
export const adHocQueriesOff = (option: string): Message =>
  numbered(15281, 'STATEMENT', 'OpenRowset/OpenDatasource', option, option, option, option);
/** Table or indexed view '{name}' does not have a full-text index or user does not have permission to ... */
export const fullTextIndexDenied = (name: string): Message => numbered(7658, name);
/** Full-Text catalog '{name}' does not exist in database '{database}' or user does not have permission to ... */
export const fullTextCatalogDenied = (name: string, database: string): Message => numbered(7641, name, database);
/** CREATE or ALTER ASSEMBLY for assembly '{name}' with the SAFE or EXTERNAL_ACCESS option failed because ... */
export const strictSecurity = (name: string): Message => numbered(10343, name);

/** Divide by zero error encountered. */
export const dividedByZero = (): Message => ({ number: 8134, text: 'Divide by zero error encountered.' });
