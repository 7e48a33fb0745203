package import Store

/// The schema of adapters.
package enum Schema {
    /// Every migration there is, in order; append-only.
    package static let migrations = [
        Migration(1, "adapters", PackageResources._001_adapters_sql)
    ]
}
