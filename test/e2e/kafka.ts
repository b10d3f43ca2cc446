// SPDX-License-Identifier: Apache-2.0
import { execFile, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './server.ts';

/** A broker of Apache Kafka that is its own controller. */
export interface Kafka {
  readonly broker: string;
  readonly createTopic: (topic: string, partitions: number) => Promise<void>;
  /** What Kafka's own consumer prints of so many messages: partition, headers, key and value. */
  readonly read: (topic: string, count: number) => Promise<readonly Message[]>;
  readonly stop: () => Promise<void>;
}

export interface Message {
  readonly partition: string;
  readonly headers: string;
  readonly key: string;
  readonly value: string;
}

const READY_TIMEOUT_MS = 60_000;
const run = promisify(execFile);

/** Starts a broker on the loopback interface, in a temporary folder that is gone once it was stopped. */
export async function startKafka(classPath: string): Promise<Kafka> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-kafka-'));
  const [port, controller] = [await freePort(), await freePort()];
  const broker = `127.0.0.1:${port}`;
  const config = join(folder, 'server.properties');
  writeFileSync(config, properties(broker, controller, join(folder, 'data')));
  const java = (main: string, ...args: readonly string[]): readonly string[] => [
    '-Xmx512m',
    '-cp',
    classPath,
    main,
    ...args,
  ];
  // 22 characters of base64url, the first of which must not look like an option
  const id = `A${randomBytes(16).toString('base64url').slice(1)}`;
  const formatted = spawnSync('java', java('kafka.tools.StorageTool', 'format', '-t', id, '-c', config), {
    encoding: 'utf8',
  });
  if (formatted.status !== 0)
    throw new Error(`Kafka's storage was not formatted: ${formatted.stdout}${formatted.stderr}`);
  const server = spawn('java', ['-Dlog4j2.level=INFO', ...java('kafka.Kafka', config)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    server.kill('SIGKILL'); // what it holds is for this test alone
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!output.includes('Kafka Server started')) {
    if (Date.now() > deadline || server.exitCode !== null) {
      await stop();
      throw new Error(`Kafka did not start: ${output.slice(-2000)}`);
    }
    await sleep(200);
  }
  return {
    broker,
    createTopic: async (topic, partitions) => {
      const args = ['--bootstrap-server', broker, '--create', '--topic', topic, '--partitions', String(partitions)];
      await run('java', java('org.apache.kafka.tools.TopicCommand', ...args));
    },
    read: async (topic, count) => {
      const shown = ['partition', 'headers', 'key'].flatMap((what) => ['--property', `print.${what}=true`]);
      const args = [
        '--bootstrap-server',
        broker,
        '--topic',
        topic,
        '--from-beginning',
        '--max-messages',
        String(count),
      ];
      const { stdout } = await run(
        'java',
        java('org.apache.kafka.tools.consumer.ConsoleConsumer', ...args, '--timeout-ms', '30000', ...shown),
        { maxBuffer: 64 << 20 },
      );
      return stdout.split('\n').flatMap((line) => {
        const [partition, headers, key, value] = line.split('\t');
        return partition?.startsWith('Partition:') && headers !== undefined && key !== undefined && value !== undefined
          ? [{ partition, headers, key, value }]
          : [];
      });
    },
    stop,
  };
}

const properties = (broker: string, controller: number, data: string): string => `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://${broker},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://${broker}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=${data}
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
`;
