using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>However many visitors there are, none is without a limit.</summary>
public sealed class RateWindowsTests
{
    private const int Most = 3;
    private const int Visitors = 100_000;

    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly RateWindows _windows;

    public RateWindowsTests() => _windows = new RateWindows(_clock, NullLogger<RateWindows>.Instance);

    [Fact, Trait("Attack", "A159")]
    public void When_there_are_too_many_to_be_counted_one_by_one_new_ones_share_a_limit()
    {
        for (var i = 0; i < Visitors; i++) Take($"visitor {i}");

        for (var i = 0; i < Most; i++) Take("a new one");
        Assert.NotNull(Take("a new one"));
        Assert.Null(Take("visitor 1"));
    }

    [Fact, Trait("Attack", "A159")]
    public void There_are_so_many_limits_and_no_more()
    {
        for (var i = 0; i < Visitors; i++) Take($"visitor {i}");

        var refused = Enumerable.Range(0, 1_000 * Most + 1).Count(i => Take($"new one {i}") is not null);

        Assert.True(refused > 0, "Each of the new ones has a limit of their own.");
    }

    [Fact, Trait("Attack", "A159")]
    public void What_they_share_is_one_limit_for_one_thing()
    {
        for (var i = 0; i < Visitors; i++) Take($"visitor {i}");
        for (var i = 0; i <= Most; i++) Take("a new one");

        Assert.Null(_windows.Take(("something else", "a new one"), Most, _minute));
        _windows.GiveBack(("something", "a new one"));
        Assert.Null(Take("a new one"));
        Assert.NotNull(Take("a new one"));
    }

    [Fact]
    public void Once_others_are_gone_everybody_has_their_own_again()
    {
        for (var i = 0; i < Visitors; i++) Take($"visitor {i}");
        for (var i = 0; i < Most; i++) Take("a new one");
        Assert.NotNull(Take("a new one"));

        _clock.Advance(_minute);

        for (var i = 0; i < Most; i++) Assert.Null(Take("a new one"));
        Assert.NotNull(Take("a new one"));
    }

    [Fact]
    public void What_is_given_back_is_never_more_than_was_taken()
    {
        Take("visitor");
        for (var i = 0; i < Most; i++) _windows.GiveBack(("something", "visitor"));

        for (var i = 0; i < Most; i++) Assert.Null(Take("visitor"));
        Assert.NotNull(Take("visitor"));
    }

    private TimeSpan? Take(string who) => _windows.Take(("something", who), Most, _minute);
}
