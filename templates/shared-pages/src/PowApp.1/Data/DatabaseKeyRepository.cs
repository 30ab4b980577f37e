using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PowApp._1.Data;

/// <summary>Keeps the keys of Data Protection in the database, so that a new container, or a second one, reads what another one has written.</summary>
public sealed class DatabaseKeyRepository(IServiceScopeFactory scopes) : IXmlRepository
{
    // Processes that start at the same time would each create a first key, and would not know those of the others for a day. So all of them give it
    // the same name: one is saved, and the others use it.
    private const string FirstKey = "first";

    private volatile bool _isEmpty;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        List<string> keys = [.. scope.ServiceProvider.GetRequiredService<AppDbContext>().Set<DataProtectionKey>().Select(key => key.Xml)];
        _isEmpty = keys.Count is 0;
        return [.. keys.Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        db.Add(new DataProtectionKey { Name = _isEmpty ? FirstKey : friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        try
        {
            db.SaveChanges();
        }
        catch (DbUpdateException exception) when (_isEmpty && exception.IsConstraintViolation())
        {
            // Another process was a moment faster. Its key is read next.
        }
    }
}

/// <summary>A key that protects antiforgery tokens, notices and the cookies of known devices. Sessions and emailed links need none.</summary>
public sealed class DataProtectionKey
{
    public required string Name { get; init; }
    public required string Xml { get; init; }
}

public sealed class DataProtectionKeyConfiguration : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> key)
    {
        key.ToTable("DataProtectionKeys");
        key.HasKey(k => k.Name);
        key.Property(k => k.Name).HasMaxLength(128);
    }
}
