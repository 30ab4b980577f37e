using System.Net;
using System.Net.Http.Headers;

namespace PowApp._1.Tests;

/// <summary>What a visitor gets.</summary>
public interface IAnswer
{
    HttpStatusCode Status { get; }

    HttpResponseHeaders Headers { get; }

    /// <summary>What was asked for is done.</summary>
    bool Succeeded { get; }

    /// <summary>What was sent is refused, and a reason is given.</summary>
    bool IsRefused { get; }

    /// <summary>The secret of a mailed link opens nothing.</summary>
    bool IsDeadLink { get; }

    /// <summary>What was asked for is sensitive: the password has to be given again first.</summary>
    bool AsksForPassword { get; }

    /// <summary>What is said of a field whose value was refused; null for nothing.</summary>
    string? ErrorOf(string field);

    /// <summary>
    /// All that a stranger could compare, without what differs for everybody: two answers of the same shape tell nothing apart.
    /// </summary>
    /// <param name="typed">What was sent and comes back.</param>
    string ShapeWithout(string typed);
}
