import { Client } from 'pg';
import { readComposeFile } from './compose-file.ts';

/** Every password of the tests' logins. */
export const loginPassword = 'placeholder';

/** Makes the logins and databases that the compose file gives to psql at the first start, on the server at `serverUrl`. */
export async function makeLogins(serverUrl: string): Promise<void> {
  const content = readComposeFile().configs['database-logins']?.content ?? '';
  const sql = content.slice(content.indexOf("<<'SQL'\n") + 8, content.lastIndexOf('SQL'));
  const statements = sql.replaceAll(/:'\w+'/g, `'${loginPassword}'`).split(';');
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  for (const statement of statements.filter((text) => text.trim() !== '')) await client.query(statement);
  await client.end();
}

/** The address of the product's database for one of the logins. */
export function addressOf(serverUrl: string, login: string): string {
  return Object.assign(new URL(serverUrl), { username: login, password: loginPassword, pathname: '/shailoo' }).href;
}
