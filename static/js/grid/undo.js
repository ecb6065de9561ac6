/** Undo and redo. A step is a list of { td, before, after }: one key, one fill or one paste. */

const MOST_STEPS = 200;

export class Undo {
  done = [];
  undone = [];

  add(step) {
    this.done.push(step);
    if (this.done.length > MOST_STEPS) this.done.shift();
    this.undone = [];
  }

  get last() {
    return this.done.at(-1);
  }

  /** A cell that now says what somebody else wrote: no step may write over it unseen. */
  forget(td) {
    const without = (steps) =>
      steps.map((step) => step.filter((change) => change.td !== td)).filter((step) => step.length);
    this.done = without(this.done);
    this.undone = without(this.undone);
  }

  /** Changes that take the last step back, or undefined. */
  back() {
    const step = this.done.pop();
    if (step) this.undone.push(step);
    return step?.map(({ td, before }) => ({ td, after: before }));
  }

  /** Changes that do the step again that was taken back, or undefined. */
  forward() {
    const step = this.undone.pop();
    if (step) this.done.push(step);
    return step;
  }
}
