import Domain
import Drawing
import Settings
import Store

/// Draws the documents of a set: each as a page, and all of them as PDF in one process beside this.
struct DocumentPress: Sendable {
    private let press: Press

    init(_ press: Press = Press()) {
        self.press = press
    }

    /// The files of a set; the same set gives the same bytes.
    func files(of set: FrozenSet, pdf wantsPDF: Bool) throws(DrawingError) -> [RenderedFile] {
        let papers = set.heads.compactMap { head in set.paper(head.kind).map { (head.kind, $0) } }
        let pdfs = wantsPDF ? try press.pdfs(papers.map(\.1)) : []
        return papers.enumerated().map { place, paper in
            let html = paper.1.page
            let pdf = pdfs.indices.contains(place) ? pdfs[place] : []
            return RenderedFile(
                kind: paper.0,
                html: html,
                pdf: pdf,
                sha256: DocumentShelf.sha256(of: wantsPDF ? pdf : Array(html.utf8))
            )
        }
    }
}
