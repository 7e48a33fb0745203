import CPango
import Glibc

/// The fonts that documents are set in, and nothing of the machine's configuration.
///
/// PT Sans has Latin, Cyrillic and the signs of currencies; DejaVu helps with other alphabets.
/// What no font has is drawn as a box with its number.
final class Fonts {
    private let configuration: OpaquePointer
    private let map: UnsafeMutablePointer<PangoFontMap>
    let context: OpaquePointer

    /// In the order in which they are looked into; the Debian packages that have them beside.
    static let files = [
        "/usr/share/fonts/truetype/paratype/PTS55F.ttf",
        "/usr/share/fonts/truetype/paratype/PTS75F.ttf",
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
        "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
    ]
    static let families = "PT Sans, DejaVu Sans"

    init() throws(DrawingError) {
        guard let configuration = FcConfigCreate() else {
            throw DrawingError(.library, "fontconfig has no memory")
        }
        let found = Self.files.filter { FcConfigAppFontAddFile(configuration, $0) != 0 }
        guard !found.isEmpty, let map = cpango_font_map(configuration),
            let context = pango_font_map_create_context(map)
        else {
            FcConfigDestroy(configuration)
            throw DrawingError(
                .fonts,
                "none of the fonts is here: install the packages fonts-paratype and "
                    + "fonts-dejavu-core"
            )
        }
        self.configuration = configuration
        self.map = map
        self.context = context
        pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
        placeFreely()
    }

    deinit {
        cpango_release(UnsafeMutableRawPointer(context))
        cpango_release(map)
        FcConfigDestroy(configuration)
    }

    /// Sets the language of what is set next: that of the environment would choose other shapes of
    /// some letters.
    func speak(_ language: String) {
        pango_context_set_language(context, pango_language_from_string(language))
    }

    /// Letters stand where they belong, not at whole dots of a screen that is not there.
    private func placeFreely() {
        pango_context_set_round_glyph_positions(context, 0)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    /// Opens every font, so that afterwards no file is needed.
    func open() {
        for isStrong in [false, true] {
            // Letters of the first font, of the second, and what neither has.
            _ =
                SetText(
                    [.init("Aя 1", isStrong: isStrong), .init("אα\u{1F9FF}漢", isStrong: isStrong)],
                    self,
                    TextLook(size: 10),
                    width: 100
                ).height
        }
    }
}

/// How a text is set.
struct TextLook {
    /// In points.
    let size: Double
    var isStrong = false
    var alignment = Paper.Alignment.leading
    var grey = 0.07

    func aligned(_ alignment: Paper.Alignment) -> TextLook {
        var look = self
        look.alignment = alignment
        return look
    }
}
