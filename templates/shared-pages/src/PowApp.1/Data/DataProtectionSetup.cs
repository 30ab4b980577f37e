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

        var (file, password) = (builder.Configuration["DataProtection:Certificate"], builder.Configuration["DataProtection:CertificatePassword"]);
        if (file is null)
        {
            if (!string.IsNullOrEmpty(password)) builder.Refuse("DataProtection:Certificate must be set, because DataProtection:CertificatePassword is.");
            return;
        }

        try
        {
            protection.ProtectKeysWithCertificate(X509CertificateLoader.LoadPkcs12(File.ReadAllBytes(file), password));
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            builder.Refuse($"DataProtection:Certificate cannot be opened ({exception.Message}).");
        }
    }

    private static void Refuse(this WebApplicationBuilder builder, string problem) =>
        builder.Services.AddOptions<KeyManagementOptions>().Validate(_ => false, problem).ValidateOnStart();
}
