// SPDX-License-Identifier: Apache-2.0
import { chromium, type Page, type Request } from 'playwright-core';
import type { Person } from './realm.ts';

/** Where a browser was sent in the end, and what it posted there. */
export interface Landed {
  readonly url: string;
  readonly form: URLSearchParams;
}

/** A person at a browser. */
export interface Browser {
  /** Opens a page of Keycloak, signs in where it asks for that, and stops where it is sent to a client. */
  readonly visit: (url: string, person: Person) => Promise<Landed>;
  /** Opens the page of a device, signs in, and agrees. */
  readonly approveDevice: (url: string, person: Person) => Promise<void>;
  /** Forgets who was signed in. */
  readonly forget: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const CLIENT = 'http://client.example/**'; // nobody listens there
const TIMEOUT_MS = 15_000;

export async function openBrowser(executablePath: string): Promise<Browser> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const context = await browser.newContext();
  context.setDefaultTimeout(TIMEOUT_MS);
  const page = await context.newPage();
  let arrived: ((request: Request) => void) | undefined;
  await context.route(CLIENT, async (route) => {
    arrived?.(route.request());
    await route.fulfill({ status: 200, contentType: 'text/plain', body: 'the client' });
  });
  return {
    visit: async (url, person) => {
      const landing = new Promise<Request>((resolve) => (arrived = resolve));
      await page.goto(url);
      if (await isAtLogin(page)) await signIn(page, person);
      const late = new Promise<never>((_, reject) =>
        setTimeout(() => {
          page
            .textContent('body')
            .then(
              (text) =>
                reject(new Error(`the browser is at ${page.url()}: ${text?.replace(/\s+/g, ' ').slice(0, 500)}`)),
              reject,
            );
        }, TIMEOUT_MS).unref(),
      );
      const request = await Promise.race([landing, late]);
      await page.waitForURL(CLIENT);
      return { url: page.url(), form: new URLSearchParams(request.postData() ?? '') };
    },
    approveDevice: async (url, person) => {
      await page.goto(url);
      if (await isAtLogin(page)) await signIn(page, person);
      await page.click('[name=accept]');
      await page.waitForURL(/device/);
    },
    forget: () => context.clearCookies(),
    close: () => browser.close(),
  };
}

const isAtLogin = async (page: Page): Promise<boolean> => (await page.locator('#username').count()) > 0;

async function signIn(page: Page, person: Person): Promise<void> {
  await page.fill('#username', person);
  await page.fill('#password', person);
  await page.click('[type=submit]');
}
