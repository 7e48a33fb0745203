import AdapterKit
import ArgumentParser
import Bitrix24
import Console
import Domain
import Foundation
import Settings

/// `baton-adapter setup bitrix24`: looks at a portal and writes the file for it.
struct SetupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup",
        abstract: "Look at a Bitrix24 portal, propose roles and stages, write the file.",
        discussion: """
            Reads [bitrix24] webhook out of the file. Nothing is changed in the portal, and no \
            file written, without a yes at the keyboard or --yes.
            """
    )

    @Argument(help: "What is set up: bitrix24.")
    var adapter: String

    @Flag(help: "Say yes to everything that is asked.")
    var yes = false

    @Option(help: "Where to write the sections; by default they are printed.")
    var output: String?

    @OptionGroup var options: ConfigurationOption

    func validate() throws {
        guard adapter == "bitrix24" else {
            throw ValidationError("only bitrix24 is set up by asking; others by their page in docs")
        }
    }

    func run() throws {
        guard let settings = try options.load().bitrix24 else {
            throw CommandFailure(
                "the file has no [bitrix24] with webhook = \"credential:baton_bitrix24\"",
                status: CommandFailure.configuration
            )
        }
        let survey = PortalSurvey(settings)
        do throws(Failure) {
            let portrait = try survey.portrait()
            show(portrait)
            guard portrait.missing.isEmpty, portrait.hasLeads else { return }
            let found = try process(portrait, survey)
            if ask("Зарегистрировать бота «\(settings.botName)»?") { try survey.registerBot() }
            try write(SetupText(portrait: portrait, process: found.0, comment: found.1).text)
        } catch {
            throw CommandFailure("the portal: \(error.reason)")
        }
    }

    private func show(_ portrait: PortalSurvey.Portrait) {
        Output.standard.write("Портал \(portrait.host), вебхук от имени: \(portrait.user)")
        Output.standard.write("Права: \(portrait.scopes.sorted().joined(separator: ", "))")
        for scope in portrait.missing {
            Output.standard.write(
                "Не хватает права «\(scope)»: Разработчикам → Другое → Входящий вебхук"
            )
        }
        Output.standard.write(
            portrait.hasLeads
                ? "CRM работает с лидами."
                : "CRM в простом режиме, лидов нет: CRM → Настройки → Режим работы."
        )
        for department in portrait.departments {
            Output.standard.write("Отдел \(department.id): \(department.name)")
        }
    }

    private func process(
        _ portrait: PortalSurvey.Portrait,
        _ survey: PortalSurvey
    ) throws(Failure) -> (PortalSurvey.SmartProcess?, String?) {
        let found = portrait.processes.first { $0.title.lowercased().contains("квалификац") }
        if let found {
            Output.standard.write("Смарт-процесс «\(found.title)», номер \(found.entityTypeID)")
            for stage in found.stages { Output.standard.write("  \(stage.id): \(stage.name)") }
            let comment = found.fields.first {
                $0.name.lowercased().contains("коммент") || $0.id.lowercased().hasSuffix("return")
            }
            return (found, comment?.id)
        }
        guard ask("Смарт-процесса «Квалификация» нет. Создать?") else { return (nil, nil) }
        let made = try survey.makeProcess()
        Output.standard.write("Создан, номер \(made.process.entityTypeID)")
        return (made.process, made.comment)
    }

    /// Whether the person says yes; somebody who is not there says no.
    private func ask(_ question: String) -> Bool {
        if yes { return true }
        Output.standard.write("\(question) [y/N]")
        guard isSomebodyThere else { return false }
        let answer = readLine()?.lowercased() ?? ""
        return ["y", "yes", "д", "да"].contains(answer)
    }

    /// A terminal, or an answer that another program has written already.
    private var isSomebodyThere: Bool {
        if isatty(STDIN_FILENO) == 1 { return true }
        var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, 200) > 0
    }

    private func write(_ text: String) throws(Failure) {
        guard let output, ask("Записать в \(output)?") else {
            Output.standard.write("\n\(text)")
            return
        }
        do {
            try Data(text.utf8).write(to: URL(filePath: output))
            Output.standard.write("Записано: \(output)")
        } catch {
            let reason = error.localizedDescription
            throw .refused(code: "file", "\(output) can't be written: \(reason)")
        }
    }
}
