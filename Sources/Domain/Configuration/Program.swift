/// What the running program knows, so that settings can be checked against it.
package struct Program: Sendable {
    /// Types of the events and facts that rules may wait for; nil checks their form only.
    package var events: Set<String>?
    /// Types of the commands that rules may publish; nil checks their form only.
    package var commands: Set<String>?

    /// This very program, unless told otherwise.
    package init(
        events: Set<String>? = RuleCatalogue.events,
        commands: Set<String>? = RuleCatalogue.commands
    ) {
        self.events = events
        self.commands = commands
    }
}
