import Testing

@testable import Engine

@Suite struct `An instance's share of the lanes` {
    @Test(arguments: [
        (lanes: 1, instances: 3, share: 1), (4, 1, 4), (4, 2, 2), (4, 3, 2), (4, 5, 1), (3, 2, 2),
        (4, 0, 4),
    ])
    func `is what is left to each, rounded up`(lanes: Int, instances: Int, share: Int) {
        let owner = LaneShare(lanes: lanes)
        for lane in 0..<share {
            #expect(owner.hasRoom(among: instances))
            owner.took(lane)
        }
        #expect(!owner.hasRoom(among: instances))
    }

    @Test func `gives up its highest lane first once another instance is there`() {
        let owner = LaneShare(lanes: 4)
        for lane in 0..<4 { owner.took(lane) }
        #expect((0..<4).filter { owner.isSurplus($0, among: 2) } == [3])
        owner.gaveUp(3)
        #expect((0..<3).filter { owner.isSurplus($0, among: 2) } == [2])
        owner.gaveUp(2)
        #expect((0..<2).filter { owner.isSurplus($0, among: 2) } == [])
        #expect(!owner.hasRoom(among: 2))
        #expect(owner.hasRoom(among: 1))
    }
}
