package import AdapterKit
package import Logging
import Foundation
package struct BitrixAdapter: Adapter {
    package init(_ settings: BitrixSettings, isShadow: Bool, logger: Logger) {}
    package var kind: String { "bitrix24" }
    package var commandTypes: Set<String> { [] }
    package var workers: Int { 1 }
    package var onUnclear: Job.OnUnclear { .again }
    package func carryOut(_ job: Job) throws(Failure) {}
    package func check() -> [Finding] { [] }
}
