using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pow.Templates.ProductionTests.Support;

/// <summary>A certificate that vouches for itself, also as the two files that servers read.</summary>
internal sealed class Certificate : IDisposable
{
    private Certificate(X509Certificate2 value, string file, string keyFile) => (Value, File, KeyFile) = (value, file, keyFile);

    public X509Certificate2 Value { get; }

    public string File { get; }

    public string KeyFile { get; }

    public static Certificate Create(string folder, params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
            if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

        var (file, keyFile) = (Path.Combine(folder, $"{names[0]}.crt"), Path.Combine(folder, $"{names[0]}.key"));
        System.IO.File.WriteAllText(file, certificate.ExportCertificatePem());
        System.IO.File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return new Certificate(X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null), file, keyFile);
    }

    public void Dispose() => Value.Dispose();
}
