// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Page } from 'playwright-core';
import { CLIENT_HOST } from './clients.ts';
import type { Person } from './realm.ts';
import { textOf } from './switchboard.ts';

/** Where a browser was sent in the end, and what it posted there. */
export interface Landed {
  readonly url: string;
  readonly form: URLSearchParams;
}

/** A person at a browser. */
export interface Browser {
  /** Opens a page of Keycloak, signs in where it asks for that, and stops where it is sent to a client. */
  readonly visit: (url: string, person: Person) => Promise<Landed>;
  /** The same, where the client begins with a form that the browser posts. */
  readonly post: (url: string, form: Readonly<Record<string, string>>, person: Person) => Promise<Landed>;
  /** Opens the page of a device, signs in, and agrees. */
  readonly approveDevice: (url: string, person: Person) => Promise<void>;
  /** Forgets who was signed in. */
  readonly forget: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const TIMEOUT_MS = 15_000;

/** Starts a browser, for which the test is the host of all clients. */
export async function openBrowser(executablePath: string): Promise<Browser> {
  let arrived: ((form: URLSearchParams) => void) | undefined;
  let start = '';
  const host = createServer((request, response) => {
    textOf(request).then(
      (body) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end(request.url === '/start' ? start : 'the client');
        if (request.url !== '/start' && request.url !== '/favicon.ico') arrived?.(new URLSearchParams(body));
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  const { port } = host.address() as AddressInfo; // sound: it listens on a port
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', `--host-resolver-rules=MAP ${CLIENT_HOST}:80 127.0.0.1:${port}`],
  });
  const context = await browser.newContext();
  context.setDefaultTimeout(TIMEOUT_MS);
  const page = await context.newPage();

  const visit = async (url: string, person: Person): Promise<Landed> => {
    const landing = new Promise<URLSearchParams>((resolve) => (arrived = resolve));
    await page.goto(url);
    if (url.includes(CLIENT_HOST)) await page.waitForURL((at) => at.pathname !== '/start');
    if (await isAtLogin(page)) await signIn(page, person);
    const stays = page.waitForSelector('#kc-error-message').then(
      () => undefined,
      () => undefined,
    );
    const form = await Promise.race([landing, stays]);
    if (form === undefined) throw new Error(`the browser stays at Keycloak: ${await textOn(page)}`);
    await page.waitForURL((at) => at.hostname === CLIENT_HOST);
    return { url: page.url(), form };
  };

  return {
    visit,
    post: (url, form, person) => {
      start = formPage(url, form);
      return visit(`http://${CLIENT_HOST}/start`, person);
    },
    approveDevice: async (url, person) => {
      await page.goto(url);
      if (await isAtLogin(page)) await signIn(page, person);
      await page.click('[name=accept]');
      await page.waitForURL(/device/);
    },
    forget: () => context.clearCookies(),
    close: async () => {
      await browser.close();
      host.closeAllConnections();
      host.close();
    },
  };
}

const isAtLogin = async (page: Page): Promise<boolean> => (await page.locator('#username').count()) > 0;

const textOn = async (page: Page): Promise<string> =>
  ((await page.textContent('body')) ?? '').replace(/\s+/g, ' ').slice(0, 500);

async function signIn(page: Page, person: Person): Promise<void> {
  await page.fill('#username', person);
  await page.fill('#password', person);
  await page.click('[type=submit]');
}

/** A page that posts itself. */
const formPage = (url: string, form: Readonly<Record<string, string>>): string =>
  `<form method="post" action="${url}">${Object.entries(form)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
    .join('')}</form><script>document.forms[0].submit()</script>`;
