package import Domain

extension Settings {
    /// What Domain's processes need to know of all this.
    package var policies: Policies {
        Policies(
            calendar: calendar,
            phoneRegion: service.phoneRegion,
            qualification: qualification,
            calls: calls?.policy(region: service.phoneRegion),
            leadDistribution: leadDistribution?.policy,
            loyalty: nps?.policy,
            people: people,
            rules: RuleBook(
                rules.filter(\.isEnabled).map(\.rule),
                chains: chains.map(\.policy)
            ),
            pay: pay?.policy
        )
    }
}

extension ChainSettings {
    /// The same in Domain's words.
    var policy: RuleChainPolicy {
        RuleChainPolicy(
            name: name,
            steps: steps,
            timeout: stepTimeout,
            countsWorkingTime: isWorkingTime,
            repeats: repeats,
            final: final
        )
    }
}

extension PaySettings {
    /// The same in Domain's words.
    var policy: PayPolicy {
        PayPolicy(perAccepted: ratePerAccepted, perTarget: ratePerTarget, fixed: fixed)
    }
}

extension LeadDistributionSettings {
    /// The same in Domain's words.
    var policy: LeadDistributionPolicy {
        LeadDistributionPolicy(
            topSize: ranking.topSize,
            rankBy: ranking.rankBy == .amount ? .amount : .count,
            fallbackTop: ranking.fallbackTop,
            offerTimeout: offerTimeout,
            workingTime: isWorkingTime,
            accept: accept.mode,
            ordinary: ordinary == .roundRobin ? .roundRobin : .leastLoaded,
            duty: duty,
            repeats: repeats,
            final: final,
            firstActionWithin: firstActionWithin,
            missesToPause: pauses.missesToPause,
            pauseFor: pauses.pauseFor,
            portfolioMin: portfolioMin,
            sticky: isSticky
        )
    }
}

extension NPSSettings {
    /// The same in Domain's words.
    var policy: LoyaltyPolicy {
        LoyaltyPolicy(
            every: every,
            spread: spread,
            callsEvery: callsEvery,
            linkExpires: linkExpires,
            remindAfter: remindAfter,
            cooldown: cooldown,
            target: target,
            reviewURL: reviewURL,
            recovery: LoyaltyPolicy.Recovery(
                reactWithin: recovery.reactWithin,
                closeWithin: recovery.closeWithin,
                workingTime: recovery.countsWorkingTime
            )
        )
    }
}

extension LeadDistributionSettings.Accept {
    fileprivate var mode: ChainAccept {
        switch self {
        case .reached: .reached
        case .holder: .holder
        case .anyone: .anyone
        }
    }
}

extension CallSettings {
    /// The same in Domain's words; numbers of lines are read as the region writes them.
    func policy(region: String) -> CallPolicy {
        let known = lines.map { line in
            (
                CallPolicy.key(of: line.number, region: region),
                CallPolicy.Line(channel: line.channel, campaign: line.campaign)
            )
        }
        return CallPolicy(
            ringTimeout: ringTimeout,
            strategy: strategy.policy,
            stickyFirst: isStickyFirst,
            heads: heads,
            roundsMax: roundsMax,
            fallback: CallPolicy.Fallback(action: fallback.action.command, target: fallback.target),
            staleAfter: staleAfter,
            resumeWithin: resumeWithin,
            markReminder: marks.reminder,
            markReminders: marks.remindersMax,
            realCall: marks.realCall == .answerer ? .answerer : .distribute,
            spamAfter: marks.spamAfter,
            lengthMax: lengthMax,
            lines: Dictionary(known) { first, _ in first }
        )
    }
}

extension CallSettings.Strategy {
    fileprivate var policy: CallPolicy.Strategy {
        switch self {
        case .linear: .linear
        case .roundRobin: .roundRobin
        case .leastRecent: .leastRecent
        }
    }
}

extension CallFallbackSettings.Action {
    fileprivate var command: CallFallback.Action {
        switch self {
        case .voicemail: .voicemail
        case .queue: .queue
        case .number: .number
        }
    }
}
