using System.Net.Sockets;
using Microsoft.EntityFrameworkCore.Storage;
#if (Postgres)
using Npgsql;
#endif
#if (SqlServer)
using Microsoft.Data.SqlClient;
#endif

namespace PowApp._1.Data;

/// <summary>
/// Tries again what the server has certainly not done, because it didn't accept the connection, or undid the work in favor of another request. If a
/// connection breaks while a command is under way, the command may have been done, and doing it again could count a wrong password twice, or call an
/// address taken that was free: such a request fails, and its sender decides.
/// </summary>
public sealed class RetryStrategy(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, MostRetries, _longestDelay)
{
    private const int MostRetries = 3;

    private static readonly TimeSpan _longestDelay = TimeSpan.FromMilliseconds(200);

    // The last failure is thrown as it is, so that it means the same as one that is not tried again.
    protected override bool ShouldRetryOn(Exception exception) => ExceptionsEncountered.Count < MostRetries && WasNotDone(exception);

#if (Postgres)
    private static bool WasNotDone(Exception exception) => exception is
        NpgsqlException { InnerException: SocketException }
        or PostgresException
        {
            SqlState: PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow
                or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
        };
#endif
#if (SqlServer)
    // 1205 is a deadlock. The others are of a database that is starting, being moved, or too busy to begin.
    private static bool WasNotDone(Exception exception) =>
        exception is SqlException { Number: 1205 or 4060 or 10928 or 10929 or 40501 or 40613 or 49918 or 49919 or 49920 };
#endif
}
