import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/**
 * When the process with this pid started, in whatever unit the system tells it; null when there
 * is none. A pid alone proves nothing: in a container the same small numbers come back at once.
 */
export function startOf(pid: number): string | null {
  if (process.platform === "linux") {
    const status = linuxStatus(pid);
    if (!status || status[0] === "Z" || status[0] === "X") return null;
    return `${bootId()}/${status[19]}`;
  }
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return null;
  }
}

/** The parent of a process; null when there is none, or where finding out costs a process. */
export function parentOf(pid: number): number | null {
  return process.platform === "linux" ? Number(linuxStatus(pid)?.[1] ?? 0) || null : null;
}

/** From field 3 of /proc/PID/stat: the state, the parent, and on. */
function linuxStatus(pid: number): string[] | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name before them, in brackets, may hold spaces and brackets itself.
    return fields.slice(fields.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

/** Ticks since boot repeat after a reboot; the boot does not. */
function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
}

/** The command line of a process, empty when there is none or it is not ours to see. */
export function commandOf(pid: number): string {
  try {
    if (process.platform === "linux") {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    }
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

/** Where a pid means something: the machine and, in containers, the set of processes it sees. */
export function processSpace(): string {
  try {
    return `${hostname()}/${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return hostname();
  }
}
