import CPango
import CQREncode
import Glibc

/// The libraries and fonts by which documents are drawn, as this machine has them.
package enum LibraryVersions {
    /// pango's, loaded and of the headers that Baton was built with.
    package static var pango: (loaded: String, built: String) {
        let built = [PANGO_VERSION_MAJOR, PANGO_VERSION_MINOR, PANGO_VERSION_MICRO]
        return (String(cString: pango_version_string()), text(built))
    }

    /// cairo's.
    package static var cairo: (loaded: String, built: String) {
        let built = [CAIRO_VERSION_MAJOR, CAIRO_VERSION_MINOR, CAIRO_VERSION_MICRO]
        return (String(cString: cairo_version_string()), text(built))
    }

    /// libqrencode's, whose headers do not say theirs.
    package static var qrencode: String { String(cString: QRcode_APIVersionString()) }

    /// What to say of fonts that are not installed; nil where all are.
    package static var missingFonts: String? {
        let missing = Fonts.files.filter { access($0, R_OK) != 0 }
        guard !missing.isEmpty else { return nil }
        return "documents lack fonts, install the packages fonts-paratype and fonts-dejavu-core: "
            + missing.joined(separator: ", ")
    }

    private static func text(_ numbers: [Int32]) -> String {
        numbers.map(String.init).joined(separator: ".")
    }
}
