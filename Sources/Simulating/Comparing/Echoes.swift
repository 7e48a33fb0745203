import Contract
import Domain
import Engine
import Foundation

/// Fees and managers that clients have because Baton said so: what the CRM tells of a client
/// afterwards repeats them.
struct Echoes {
    /// The fee before the first raise, and every raised one, by client.
    private var fees: [String: [Money]] = [:]
    private var managers: [String: [String]] = [:]

    mutating func follow(_ command: Written) {
        guard [IndexationApplied.type, ClientAssignManager.type].contains(command.type),
            let body = EventBody(command.json), let client = body["client_id"]
        else { return }
        if let manager = body["person_id"] { managers[client, default: []].append(manager) }
        if let fee = body.money("fee"), let raised = body.money("new_fee") {
            fees[client] = (fees[client] ?? [fee]) + [raised]
        }
    }

    /// What the CRM tells of a client, as it would have told it had Baton said what `other` says.
    func translated(_ line: Script.Line, to other: Echoes) throws -> Script.Line {
        guard line.type == ClientUpserted.type, let body = EventBody(line.body),
            let client = body["client_id"]
        else { return line }
        var changed = body
        if let told = body.money("fee"), let own = fees[client], own.dropFirst().contains(told),
            let fee = other.fees[client]?.last ?? own.first, fee != told
        {
            changed.data["fee"] = .money(fee)
        }
        if let told = body["project_manager_id"], managers[client]?.last == told,
            let manager = other.managers[client]?.last, manager != told
        {
            changed.data["project_manager_id"] = .text(manager)
        }
        var line = line
        if changed.data != body.data { line.body = try changed.json }
        return line
    }
}
