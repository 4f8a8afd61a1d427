import type { Command } from 'commander';
import type { Run } from './run.ts';

/** Commands about the database itself: db, doctor, migrate. */
export function addDatabaseCommands(program: Command, run: Run): void {
  program.commandsGroup('Database:');

  program
    .command('migrate')
    .description(
      'bring the database up to date with this program: its schema, and how measures may be summed',
    )
    .action(async (_options: object, command: Command) =>
      run(command, async (context) => (await import('../migrate.ts')).migrate(context, {})),
    );

  program
    .command('doctor')
    .description('compare the database with what it should be, and name each remedy')
    .action(async (_options: object, command: Command) =>
      run(command, async (context) => (await import('../doctor.ts')).doctor(context, {})),
    );

  const roles = program
    .command('roles')
    .description('owner, loader and reader, for logins with no more rights than they need');
  roles
    .command('apply')
    .description('create the roles and give them their rights on this database, or mend them')
    .action(async (_options: object, command: Command) =>
      run(command, async (context) => (await import('../roles.ts')).applyRoles(context, {})),
    );

  const db = program.command('db').description('the embedded Postgres server');
  db.command('start')
    .description('start it, if it is not running')
    .action(async (_options: object, command: Command) =>
      run(command, async (context) => (await import('../db.ts')).dbStart(context, {})),
    );
  db.command('stop')
    .description('stop it; its data stays')
    .action(async (_options: object, command: Command) =>
      run(command, async (context) => (await import('../db.ts')).dbStop(context, {})),
    );
  db.command('url')
    .description('print the address for other programs, password included')
    .action(async (_options: object, command: Command) =>
      run(command, async (context) => (await import('../db.ts')).dbUrl(context, {})),
    );
  db.command('psql')
    .description('open psql on the database')
    .argument('[arguments...]', 'handed on to psql, such as -c "select 1"')
    .allowUnknownOption()
    .action(async (args: string[], _options: object, command: Command) =>
      run(command, async (context) => (await import('../db.ts')).dbPsql(context, { args })),
    );
}
