type Work = () => Promise<void> | void;

const ofTest: Work[] = [];
const ofFile: Work[] = [];

/** Has something undone after the test that is running, the latest first. */
export function afterThisTest(work: Work): void {
  ofTest.push(work);
}

/** Has something undone after the test file that is running, the latest first. */
export function afterThisFile(work: Work): void {
  ofFile.push(work);
}

/** Undoes what the test has left. */
export async function cleanUpTest(): Promise<void> {
  await undo(ofTest);
}

/** Undoes what the file has left. */
export async function cleanUpFile(): Promise<void> {
  await undo(ofFile);
}

/** All of it, even where some fails; the first failure is thrown. */
async function undo(works: Work[]): Promise<void> {
  const failures: unknown[] = [];
  for (const work of works.splice(0).toReversed()) {
    try {
      await work();
    } catch (failure) {
      failures.push(failure);
    }
  }
  if (failures.length > 0) throw failures[0];
}
