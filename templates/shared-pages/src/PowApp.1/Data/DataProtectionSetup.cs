using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace PowApp._1.Data;

public static class DataProtectionSetup
{
    /// <summary>
    /// Keys in the database; encrypted there, if <c>DataProtection:Certificate</c> names a PKCS#12 file (and
    /// <c>DataProtection:CertificatePassword</c> opens it).
    /// </summary>
    public static void AddKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IServiceScopeFactory>((keys, scopes) =>
            keys.XmlRepository = new DatabaseKeyRepository(scopes));

        var protection = builder.Services.AddDataProtection()
            .SetApplicationName(builder.Environment.ApplicationName)
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });

        if (builder.Configuration["DataProtection:Certificate"] is not { } file) return;

        try
        {
            protection.ProtectKeysWithCertificate(
                X509CertificateLoader.LoadPkcs12FromFile(file, builder.Configuration["DataProtection:CertificatePassword"]));
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            builder.Services.AddOptions<KeyManagementOptions>()
                .Validate(_ => false, $"DataProtection:Certificate cannot be opened ({exception.Message}).")
                .ValidateOnStart();
        }
    }
}
