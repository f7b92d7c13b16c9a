/**
 * What is known of procedures of the system whose work is not followed: those that only read, or change nothing that a
 * decision looks at. All other ones may have done anything that their caller, or the server, can (UNK-3, UNK-12).
 */

const aboutFiles = 'looks at or changes files, which no permission depends on';
const aboutRegistry = 'reads the registry';
const aboutLog = 'reads or writes a log';
const aboutAccounts = 'asks Windows about accounts';
const aboutText = 'works on its arguments alone';

/** Extended procedures that change nothing that is followed, and why. */
const harmlessExtended: ReadonlyMap<string, string> = new Map([
  ['xp_availablemedia', aboutFiles],
  ['xp_copy_file', aboutFiles],
  ['xp_copy_files', aboutFiles],
  ['xp_create_subdir', aboutFiles],
  ['xp_delete_file', aboutFiles],
  ['xp_delete_files', aboutFiles],
  ['xp_dirtree', aboutFiles],
  ['xp_fileexist', aboutFiles],
  ['xp_fixeddrives', aboutFiles],
  ['xp_getfiledetails', aboutFiles],
  ['xp_subdirs', aboutFiles],
  ['xp_instance_regenumkeys', aboutRegistry],
  ['xp_instance_regenumvalues', aboutRegistry],
  ['xp_instance_regread', aboutRegistry],
  ['xp_regenumkeys', aboutRegistry],
  ['xp_regenumvalues', aboutRegistry],
  ['xp_regread', aboutRegistry],
  ['xp_enumerrorlogs', aboutLog],
  ['xp_logevent', aboutLog],
  ['xp_readerrorlog', aboutLog],
  ['xp_enumgroups', aboutAccounts],
  ['xp_loginconfig', aboutAccounts],
  ['xp_logininfo', aboutAccounts],
  ['xp_msver', 'tells the version of the server'],
  ['xp_sprintf', aboutText],
  ['xp_sscanf', aboutText],
]);

/** Commands of the operating system that look at or change files, or tell about the machine, and connect to no server. */
const aboutFilesOnly: ReadonlySet<string> = new Set(
  'cd copy del dir echo erase fc find findstr hostname ipconfig md mkdir more move ping rd ren rename rmdir systeminfo tasklist tree type ver vol whoami xcopy'.split(
    ' ',
  ),
);

/** Whether a command line of xp_cmdshell runs nothing that could connect to a server. */
export function staysOutside(command: string): boolean {
  return command.split(/[&|\n]+/).every((part) => {
    const [, program = ''] = /^[\s(@]*([^\s/>]*)/.exec(part) ?? [];
    return aboutFilesOnly.has(program.toLowerCase());
  });
}

/**
 * Procedures that run statements which stand in an argument, or elsewhere; `anywhere`: outside the server as well, under
 * an account of its own.
 */
const running: ReadonlyMap<string, Unseen> = new Map<string, Unseen>([
  ['sp_msforeachdb', 'as the caller'],
  ['sp_msforeachtable', 'as the caller'],
  ['sp_msforeach_worker', 'as the caller'],
  ['sp_execute', 'as the caller'],
  ['sp_cursoropen', 'as the caller'],
  ['sp_cursorprepexec', 'as the caller'],
  ['sp_prepexec', 'as the caller'],
  ['sp_prepexecrpc', 'as the caller'],
  ['sp_oacreate', 'anywhere'],
  ['sp_oamethod', 'anywhere'],
  ['sp_oasetproperty', 'anywhere'],
  ['sp_execute_external_script', 'anywhere'],
]);

/** As what a procedure runs or changes things that nobody sees here. */
export type Unseen = 'as the caller' | 'anywhere';

/** How a procedure of the system that is modelled changes things unseen; undefined: it does not. */
export function runsUnseen(name: string): Unseen | undefined {
  const folded = name.toLowerCase();
  if (folded.startsWith('xp_')) return harmlessExtended.has(folded) ? undefined : 'anywhere';
  return running.get(folded);
}

/** The same of one that is not modelled: it changes what nobody sees, unless it is known to read only. */
export function changesUnseen(name: string): Unseen | undefined {
  const folded = name.toLowerCase();
  if (folded.startsWith('xp_') || running.has(folded)) return runsUnseen(folded);
  return readers.test(folded) ? undefined : 'as the caller';
}

/** They report, or change nothing that a decision looks at: locks, handles, plans, traces, extended properties. */
const readers =
  /^sp_(help|who|lock|spaceused|depends|columns|tables|describe|trace|xml_|cursor|getapplock|releaseapplock|set_session_context|refresh|recompile|(add|update|drop)extendedproperty|procoption|tableoption|bindsession|prepare|unprepare|reset_connection|invoke_external|send_dbmail|readerrorlog|cycle_errorlog|stop_job)/;
