package import Domain
package struct BitrixSettings: Sendable { package init?(_ section: SectionReader) { return nil } }
