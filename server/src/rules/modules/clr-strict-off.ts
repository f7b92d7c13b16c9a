import { sameName } from '../../text/name';
import { rule } from '../rule';

export const clrStrictOff = rule({
  id: 'clr-strict-off',
  severity: 'warning',
  serverErrors: [],
  summary: 'CLR strict security is turned off.',
  why: 'Without it an assembly that calls itself SAFE is believed, though the server cannot hold it to that.',
  advice: 'Leave it at 1 and sign the assemblies.',
  bad: [`EXEC sp_configure 'clr strict security', 0;`],
  good: [`EXEC sp_configure 'clr strict security', 1;`, `EXEC sp_configure 'clr enabled', 0;`],
  rulebook: ['CLR-18', 'ESC-10'],
  statements: ['execute'],
  *step({ statement }) {
    if (
      statement.kind !== 'execute' ||
      statement.module.kind !== 'name' ||
      !sameName(statement.module.name.name, 'sp_configure')
    )
      return;
    const [option, value] = statement.arguments.map((one) => one.value);
    if (
      option?.kind !== 'string' ||
      !sameName(option.value, 'clr strict security') ||
      value?.kind !== 'number' ||
      value.value !== 0
    )
      return;
    yield { span: value.span, message: "'clr strict security' 0 lets assemblies in on their own word." };
  },
});
