package import Foundation

/// The address of a page that only its recipient can open, and only for a time.
package struct SignedLink: Hashable, Sendable {
    /// What kind of page.
    package let purpose: Purpose
    /// Which page: an id that the process of that page understands.
    package let payload: String
    package let expiresAt: Date

    /// A kind of pages, each with signatures of its own.
    package struct Purpose: Hashable, Sendable {
        /// The first part of the address's path, such as `nps`.
        package let path: String
        /// What the signature is for; a link for one is good for no other.
        package let label: String

        package init(path: String, label: String) {
            self.path = path
            self.label = label
        }
    }

    package init(purpose: Purpose, payload: String, expiresAt: Date) {
        self.purpose = purpose
        self.payload = payload
        self.expiresAt = expiresAt
    }
}
