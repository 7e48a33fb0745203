import Domain
import Foundation

/// Section `[[legal_entities]]`: the companies that issue documents.
enum LegalEntitySection {
    static func entity(_ section: SectionReader) -> LegalEntity? {
        let id = section.required(
            "id",
            .legalEntity,
            sample: "\"romashka\"",
            "by which events and clients name it"
        )
        let name = section.required("name", .text, sample: "\"ООО «Ромашка»\"", "in documents")
        let inn = section.required("inn", .inn, sample: "\"5503000013\"", "10 or 12 digits")
        let kpp = section.optional("kpp", .kpp, sample: "\"550301001\"", "of a company")
        let address = section.optional("address", .text, sample: "\"Омск\"", "in documents")
        let bank = bank(section)
        let signatory = section.optional(
            "signatory",
            .text,
            sample: "\"И. О. Директор\"",
            "who signs"
        )
        let pictures = (
            section.optional("logo", .picture, sample: "\"/etc/baton/logo.png\"", "a PNG file"),
            section.optional("signature", .picture, sample: "\"/etc/baton/sign.png\"", "likewise")
        )
        let rates = section.required(
            "vat",
            .vatRates,
            sample: "[{ from = \"2026-01-01\", rate = \"22\" }]",
            "in percent, each from a day on; or rate = \"none\""
        )
        let start = section.optional(
            "start",
            .startNumbers,
            sample: "{ invoice = 118, act = 1 }",
            "the first number of each kind in its first year; later years begin at 1"
        )
        guard let id, let name, let inn, let bank, let rates else { return nil }
        return LegalEntity(
            seller: FrozenSeller(
                id: id.rawValue,
                name: name.inDocuments,
                inn: inn,
                kpp: kpp,
                address: address?.inDocuments,
                bank: bank.name.inDocuments,
                bic: bank.bic,
                account: bank.account,
                correspondentAccount: bank.correspondent,
                signatory: signatory?.inDocuments,
                logo: pictures.0,
                signature: pictures.1
            ),
            rates: rates,
            start: start ?? [:]
        )
    }

    private struct Bank {
        let name: String
        let bic: String
        let account: String
        let correspondent: String
    }

    private static func bank(_ section: SectionReader) -> Bank? {
        let name = section.required("bank", .text, sample: "\"ПАО СБЕРБАНК\"", "its name")
        let bic = section.required("bic", .bic, sample: "\"045209673\"", "of the bank, 9 digits")
        let account = section.required(
            "account",
            .bankAccount,
            sample: "\"40702810245000012345\"",
            "of the company, 20 digits"
        )
        let correspondent = section.required(
            "correspondent_account",
            .bankAccount,
            sample: "\"30101810900000000673\"",
            "of the bank, 20 digits"
        )
        guard let name, let bic, let account, let correspondent else { return nil }
        if !Requisites.isAccount(account, bic: bic) {
            section.report("account", wrongKey(account, bic))
        }
        if !Requisites.isCorrespondentAccount(correspondent, bic: bic) {
            section.report("correspondent_account", wrongKey(correspondent, bic))
        }
        return Bank(name: name, bic: bic, account: account, correspondent: correspondent)
    }

    private static func wrongKey(_ account: String, _ bic: String) -> String {
        "the control digit of \(account) does not fit the BIC \(bic); "
            + "check both against the bank's details"
    }
}

extension Form where Value == LegalEntityID {
    fileprivate static var legalEntity: Self {
        .parsed("a name of small letters, digits, - and _", written: \.rawValue) { text in
            text.wholeMatch(of: /[a-z0-9][a-z0-9_\-]{0,62}/) == nil
                ? nil : LegalEntityID(rawValue: text)
        }
    }
}

extension Form where Value == String {
    fileprivate static var inn: Self {
        text("an INN of 10 or 12 digits whose control digits fit", where: Requisites.isINN)
    }

    fileprivate static var kpp: Self {
        text("a KPP of nine signs, such as \"550301001\"", where: Requisites.isKPP)
    }

    fileprivate static var bic: Self {
        text("a BIC of nine digits that begins with 04 or 01", where: Requisites.isBIC)
    }

    fileprivate static var bankAccount: Self {
        text("an account of 20 digits") { $0.wholeMatch(of: /[0-9]{20}/) != nil }
    }
}

extension Form where Value == FrozenImage {
    /// A picture in a file, which is read at once: documents hold what it was then.
    fileprivate static var picture: Self {
        let allowed = "the path of a PNG file of at most 200 KB"
        return .structure(allowed) { node, spot in
            guard case .text(let path) = node else { return spot.misfit(node, allowed) }
            guard let data = FileManager.default.contents(atPath: path) else {
                spot.report("\(path) can't be read; it must be \(allowed)")
                return nil
            }
            guard data.count <= 200_000, data.starts(with: [0x89, 0x50, 0x4E, 0x47]) else {
                spot.report("\(path) is not \(allowed)")
                return nil
            }
            return FrozenImage(pngBase64: data.base64EncodedString())
        }
    }
}

extension Form where Value == [LegalEntity.DatedRate] {
    fileprivate static var vatRates: Self {
        let allowed = "a list of { from = \"2026-01-01\", rate = \"22\" }, rate may be \"none\""
        return .structure(allowed) { node, spot in
            guard case .list(let nodes) = node, !nodes.isEmpty else {
                return spot.misfit(node, allowed)
            }
            let rates = nodes.enumerated().compactMap { index, node in
                rate(node, spot.element(index))
            }
            guard rates.count == nodes.count else { return nil }
            guard Set(rates.map(\.from)).count == rates.count else {
                spot.report("two rates begin on the same day; remove one")
                return nil
            }
            return rates
        }
    }

    private static func rate(_ node: TOMLNode, _ spot: Spot) -> LegalEntity.DatedRate? {
        let allowed = "{ from = \"2026-01-01\", rate = \"22\" }"
        guard case .table(let keys) = node, keys.count == 2, case .text(let day) = keys["from"],
            let from = CalendarDay(day), let written = keys["rate"]
        else { return spot.misfit(node, allowed) }
        let text: String? =
            switch written {
            case .text(let text): text
            case .integer(let number): "\(number)"
            case .float, .flag, .moment, .list, .table: nil
            }
        guard let rate = text.flatMap(VATRate.init) else {
            return spot.member("rate").misfit(written, "percents such as \"22\", or \"none\"")
        }
        return .init(from: from, rate: rate)
    }
}

extension Form where Value == [DocumentKind: Int] {
    fileprivate static var startNumbers: Self {
        let allowed = "numbers from 1 by kind, such as { invoice = 118 }"
        return .structure(allowed) { node, spot in
            guard case .table(let keys) = node else { return spot.misfit(node, allowed) }
            var numbers: [DocumentKind: Int] = [:]
            for (name, value) in keys.sorted(by: { $0.key < $1.key }) {
                guard let kind = DocumentKind(rawValue: name) else {
                    let known = DocumentKind.allCases.map(\.rawValue)
                    let hint = Suggestion.phrase(for: name, among: known)
                    let list = known.joined(separator: ", ")
                    spot.member(name).report("is no kind of documents, they are \(list)\(hint)")
                    continue
                }
                guard case .integer(let number) = value, (1...999_999).contains(number) else {
                    spot.member(name).report("must be a whole number from 1 to 999999")
                    continue
                }
                numbers[kind] = number
            }
            return numbers.count == keys.count ? numbers : nil
        }
    }
}
