// swift-tools-version: 6.2
import PackageDescription

/// The same strictness for every target: Swift 6 mode, upcoming features, warnings are errors.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "baton",
    platforms: [.macOS(.v15)],
    products: [],
    dependencies: [],
    targets: [
        .target(name: "Domain", swiftSettings: settings),
        .testTarget(name: "TidyTests", swiftSettings: settings),
    ]
)
