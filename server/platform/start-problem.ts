/** Something the person who starts Statedesk can put right: one clear line, and what to do next. */
export class StartProblem extends Error {
  readonly nextStep: string

  constructor(message: string, nextStep: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartProblem'
    this.nextStep = nextStep
  }
}
