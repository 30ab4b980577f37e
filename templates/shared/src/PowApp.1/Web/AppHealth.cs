using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Web;

/// <summary>Unhealthy when the database does not answer, degraded when emails were given up.</summary>
public sealed class AppHealth(AppDbContext db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await db.Set<OutboxMail>().AnyAsync(mail => mail.FailedAt != null, cancellationToken)
                ? HealthCheckResult.Degraded()
                : HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy(exception: exception);
        }
    }
}
