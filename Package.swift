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

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

let package = Package(
    name: "baton",
    platforms: [.macOS(.v15)],
    products: [],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        .target(name: "Domain", swiftSettings: settings),
        .target(name: "Contract", dependencies: ["Domain"], swiftSettings: settings),
        .target(
            name: "Engine", dependencies: ["Domain", "Contract", crypto], swiftSettings: settings),
        .target(
            name: "Settings",
            dependencies: ["Domain", .product(name: "TOMLKit", package: "TOMLKit")],
            swiftSettings: settings),

        .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: settings),
        .testTarget(
            name: "SettingsTests", dependencies: ["Domain", "Settings"], swiftSettings: settings),
    ]
)
