// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { hasErrors, renderDiagnostics, toJsonDiagnostics } from '@assay/policy';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { examples } from '../examples.ts';
import { Failure } from '../failure.ts';
import { lookAtFiles, lookAtText, type LookedAt } from '../format-files.ts';
import { jsonLine } from '../json-line.ts';
import { printable } from '../printable.ts';
import { readStdin } from '../read-stdin.ts';
import { replaceFile } from '../replace-file.ts';
import type { Runner } from '../runner.ts';
import type { Session } from '../session.ts';
import { diffText } from '../views/diff-text.ts';

interface FmtOptions {
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly stdin?: boolean;
}

const DESCRIPTION =
  'Writes the YAML of a project in one style: keys in their order, two blanks for each level, quotes where YAML needs them, a blank line around sections. Every comment stays, and what the file says does not change. Without files, all of the project; below a folder, those Assay knows. A file with mistakes in its YAML is left alone. Exits with 0, or with 1 where a file has mistakes or, with --check, is not formatted.';

/** `assay fmt`: one style for the files of a project. */
export function addFmt(program: Command, run: Runner): void {
  program
    .command('fmt')
    .summary('write the files of a project in one style')
    .description(DESCRIPTION)
    .argument('[files...]', 'files, or folders (default: the project)')
    .option('--check', 'write nothing; name the files that are not formatted')
    .option('--diff', 'write nothing; show what would change')
    .option('--stdin', 'format standard input, and print it')
    .addHelpText(
      'after',
      examples([
        'assay fmt',
        'assay fmt --check',
        'assay fmt --diff policies/payments.yaml',
        'assay fmt --stdin < draft.yaml',
      ]),
    )
    .action((files: readonly string[], options: FmtOptions, command: Command) =>
      run(command, (session) => fmt(session, files, options)),
    );
}

async function fmt(session: Session, names: readonly string[], options: FmtOptions): Promise<ExitCode> {
  const { check = false, diff = false, stdin = false } = options;
  if (stdin && names.length > 0)
    throw new Failure('ERR_USAGE', 'expected files or `--stdin`, found both', { help: 'leave one of them out' });
  const looked = stdin ? [await lookAtInput(session)] : lookAtFiles(session, names);
  const changed = looked.filter(({ text, formatted }) => formatted !== undefined && formatted !== text);
  const isWritten = !check && !diff;
  if (isWritten)
    for (const { path, formatted, name } of changed)
      if (path !== undefined && formatted !== undefined) replaceFile(path, formatted, name);
  tell(session, { looked, changed, options: { check, diff, stdin } });
  const isRefused = looked.some(({ diagnostics }) => hasErrors(diagnostics));
  return isRefused || (check && changed.length > 0) ? EXIT.refused : EXIT.ok;
}

async function lookAtInput({ io }: Session): Promise<LookedAt> {
  return lookAtText('standard input', await readStdin(io));
}

interface Outcome {
  readonly looked: readonly LookedAt[];
  readonly changed: readonly LookedAt[];
  readonly options: Required<FmtOptions>;
}

function tell(session: Session, { looked, changed, options }: Outcome): void {
  const { io, json, paint, isColored, width } = session;
  const diagnostics = looked.flatMap((file) => file.diagnostics);
  const texts = new Map(looked.map(({ name, text }) => [name, text]));
  if (json) {
    const files = looked.map(({ name, text, formatted }) => ({
      file: name,
      changed: formatted !== undefined && formatted !== text,
      ...(options.stdin && { text: formatted ?? null }),
    }));
    io.stdout.write(jsonLine({ files, diagnostics: toJsonDiagnostics(diagnostics, texts) }));
    return;
  }
  const drawn = renderDiagnostics(diagnostics, texts, { color: isColored && io.stderr.isTerminal, width });
  if (drawn !== '') io.stderr.write(drawn);
  if (options.diff)
    for (const { name, text, formatted = text } of changed) io.stdout.write(diffText(name, text, formatted, paint));
  if (options.stdin) {
    if (!options.check && !options.diff) io.stdout.write(looked[0]?.formatted ?? '');
    else if (options.check && changed.length > 0) io.stdout.write('standard input is not formatted\n');
    return;
  }
  if (options.diff) return;
  const verb = options.check ? 'not formatted' : 'formatted';
  for (const { name } of changed) io.stdout.write(`${printable(name)}: ${verb}\n`);
  io.stdout.write(`${countsOf(looked.length, changed.length, verb)}\n`);
}

function countsOf(files: number, changed: number, verb: string): string {
  return `${files} ${files === 1 ? 'file' : 'files'}, ${changed === 0 ? 'none to change' : `${changed} ${verb}`}`;
}
