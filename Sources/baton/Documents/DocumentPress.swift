import Domain
import Drawing
import Settings
import Store

/// Draws the documents of a set: each as a page, and as PDF in a process of its own.
struct DocumentPress: Sendable {
    private let press: Press

    init(_ press: Press = Press()) {
        self.press = press
    }

    /// The files of a set; the same set gives the same bytes.
    func files(of set: FrozenSet, pdf wantsPDF: Bool) throws(DrawingError) -> [RenderedFile] {
        var files: [RenderedFile] = []
        for head in set.heads {
            guard let paper = set.paper(head.kind) else { continue }
            let html = paper.page
            let pdf = wantsPDF ? try press.pdf(paper) : []
            files.append(
                RenderedFile(
                    kind: head.kind,
                    html: html,
                    pdf: pdf,
                    sha256: DocumentShelf.sha256(of: wantsPDF ? pdf : Array(html.utf8))
                )
            )
        }
        return files
    }
}
