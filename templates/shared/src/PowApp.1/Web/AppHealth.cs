using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PowApp._1.Data;
using PowApp._1.Mail;
#if (Redis)
using StackExchange.Redis;
#endif

namespace PowApp._1.Web;

#if (!Redis)
/// <summary>Unhealthy when the database does not answer, degraded when emails were given up.</summary>
public sealed class AppHealth(AppDbContext db) : IHealthCheck
#endif
#if (Redis)
/// <summary>Unhealthy when the database does not answer, degraded when Redis does not, or emails were given up.</summary>
public sealed class AppHealth(AppDbContext db, IConnectionMultiplexer redis) : IHealthCheck
#endif
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
#if (!Redis)
            return await db.Set<OutboxMail>().AnyAsync(mail => mail.FailedAt != null, cancellationToken)
#endif
#if (Redis)
            return await db.Set<OutboxMail>().AnyAsync(mail => mail.FailedAt != null, cancellationToken) || !redis.IsConnected
#endif
                ? HealthCheckResult.Degraded()
                : HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy(exception: exception);
        }
    }
}
