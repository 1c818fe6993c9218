import { connect, isIP, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

const probesPerLimit = 5;
/** The kernel asks the other end so long after the last byte whether it is still there. */
const KEEP_ALIVE_MS = 10_000;

/**
 * Connections to Kafka that end when they were asked something and not a byte has come back for so long. Of a broker's machine that is
 * gone without a word the kernel alone would know, a quarter of an hour later; until then kafkajs would send every further request
 * over the same connection.
 */
export const answeredSockets =
  (silenceMs: number): ISocketFactory =>
  ({ host, port, ssl, onConnect }) => {
    const socket = ssl
      ? connectSecurely({ host, port, ...(isIP(host) === 0 && { servername: host }), ...ssl }, onConnect)
      : connect({ host, port }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    endWhenUnanswered(socket, silenceMs);
    return socket;
  };

function endWhenUnanswered(socket: Socket, silenceMs: number): void {
  let [read, written] = [0, 0];
  // Counted in probes, not by the clock: a process that stood still itself has missed probes, and the answers wait for it.
  let silentProbes = 0;
  const timer = setInterval(() => {
    const isAnswered = socket.bytesRead > read || socket.bytesWritten === written;
    silentProbes = isAnswered ? 0 : silentProbes + 1;
    if (isAnswered) [read, written] = [socket.bytesRead, socket.bytesWritten];
    if (silentProbes >= probesPerLimit) socket.destroy(new Error(`nothing came back for ${silenceMs / 1_000} s`));
  }, silenceMs / probesPerLimit);
  timer.unref();
  socket.once('close', () => clearInterval(timer));
}
