using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using SpeechInsights.Simulator;
using SpeechInsights.Tests.Processes;
using Xunit;

namespace SpeechInsights.Tests.Faults;

/// <summary>A proxy between the module and the server.</summary>
internal static class ProxyFaults
{
    private const string Proxy = "a proxy";
    private const string Host = "api.speechinsights.test";
    private const string Password = "the-proxys-password";

    public static readonly IReadOnlyList<StagedFault> All =
    [
        new(Proxy, "it passes TLS on", FaultLine.Whole, _ => PlayPassingAsync(wantsPassword: false)),
        new(Proxy, "it wants the password that is in HTTPS_PROXY", FaultLine.Whole, _ => PlayPassingAsync(wantsPassword: true)),
        new(Proxy, "it wants the password that the session was given", FaultLine.Whole, _ => PlayPassingAsync(wantsPassword: true, isGiven: true)),
        new(Proxy, "it does not take the password", "ConnectionFailed", fault => PlayFailingAsync(fault, "407 Proxy Authentication Required")),
        new(Proxy, "it can't reach the host", "ConnectionFailed", fault => PlayFailingAsync(fault, "502 Bad Gateway")),
        new(Proxy, "nothing listens there", "ConnectionFailed", fault => PlayFailingAsync(fault, null)),
        new(Proxy, "behind it nothing speaks TLS", "CertificateInvalid", fault => PlayFailingAsync(fault, "200 Connection established")),
        new(Proxy, "the certificate behind it is not trusted here", "CertificateInvalid", fault => PlayFailingAsync(fault, "200 Connection established", hasCertificate: true)),
        new(Proxy, "the server is on this machine: not asked", FaultLine.Whole, _ => PlayLoopbackAsync()),
        new(Proxy, "only the login is on this machine: not asked for the token", "ConnectionFailed", PlayLoginAsync),
    ];

    private static async Task PlayPassingAsync(bool wantsPassword, bool isGiven = false)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "did not run: only on Linux SSL_CERT_FILE names what is trusted");
        await using SimulatorServer server = await StartAsync();
        using X509Certificate2 certificate = CreateCertificate();
        using ConnectProxy proxy = new() { Certificate = certificate, Behind = server.BaseAddress, WantsPassword = wantsPassword };
        string trusted = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(trusted, certificate.ExportCertificatePem());
            AssertIsTruth(server, await QueryAsync(server, $"https://{Host}/", null, isGiven
                ? ProxyVariables(UnusedPort(), ("SSL_CERT_FILE", trusted), ("TEST_PROXY", $"http://127.0.0.1:{proxy.Port}"), ("TEST_PROXY_PASSWORD", Password))
                : ProxyVariables(proxy.Port, ("SSL_CERT_FILE", trusted))));
        }
        finally
        {
            File.Delete(trusted);
        }

        Assert.NotEmpty(proxy.Requests);
        Assert.All(proxy.Requests, line => Assert.StartsWith($"CONNECT {Host}:443 ", line, StringComparison.Ordinal));
        Assert.Equal(wantsPassword, proxy.Requests.Any(line => line.EndsWith("with password", StringComparison.Ordinal)));
    }

    private static async Task PlayFailingAsync(StagedFault fault, string? answer, bool hasCertificate = false)
    {
        await using SimulatorServer server = await StartAsync();
        using X509Certificate2? certificate = hasCertificate ? CreateCertificate() : null;
        using ConnectProxy? proxy = answer is null ? null : new() { Answer = answer, Certificate = certificate, Behind = server.BaseAddress };
        QueryReport report = await QueryAsync(server, $"https://{Host}/", null, ProxyVariables(proxy?.Port ?? UnusedPort()));
        AssertFailed(server, report, fault.Outcome);
        Assert.Contains(Host, report.Text, StringComparison.Ordinal);
        Assert.Equal(0, server.Counters.Total);
        Assert.True(proxy is null || proxy.Requests.Any(line => line.StartsWith($"CONNECT {Host}:443 ", StringComparison.Ordinal)), "the proxy was asked");
    }

    private static async Task PlayLoopbackAsync()
    {
        await using SimulatorServer server = await StartAsync();
        using ConnectProxy proxy = new();
        foreach (string host in (string[])["127.0.0.1", "localhost"])
        {
            AssertIsTruth(server, await QueryAsync(server, $"http://{host}:{server.BaseAddress.Port}/", null, ProxyVariables(proxy.Port)));
        }

        Assert.Empty(proxy.Requests);
    }

    private static async Task PlayLoginAsync(StagedFault fault)
    {
        await using SimulatorServer server = await StartAsync();
        using ConnectProxy proxy = new() { Answer = "502 Bad Gateway" };
        QueryReport report = await QueryAsync(server, $"https://{Host}/", server.BaseAddress.AbsoluteUri, ProxyVariables(proxy.Port));
        AssertFailed(server, report, fault.Outcome);
        Assert.Equal(1, server.Tokens.IssuedCount);
        Assert.NotEmpty(proxy.Requests);
        Assert.All(proxy.Requests, line => Assert.StartsWith($"CONNECT {Host}:443 ", line, StringComparison.Ordinal));
    }

    private static void AssertFailed(SimulatorServer server, QueryReport report, string id)
    {
        Assert.Equal(id, report.ErrorId);
        Assert.False(string.IsNullOrWhiteSpace(report.Hint));
        Assert.DoesNotContain(Password, report.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(server.ClientSecret, report.Text, StringComparison.Ordinal);
    }

    private static void AssertIsTruth(SimulatorServer server, QueryReport report)
    {
        Assert.Null(report.Text);
        Assert.Equal(server.World.Truth(null, null).Select(row => $"{row.InteractionId} {row.AgentId}"), report.Rows);
    }

    private static async Task<QueryReport> QueryAsync(SimulatorServer server, string baseUri, string? loginUri, Dictionary<string, string> environment)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("speechinsights-");
        try
        {
            environment["TEST_CLIENT"] = server.ClientId;
            environment["TEST_SECRET"] = server.ClientSecret;
            environment["TEST_FROM"] = server.World.Start.ToString("O", CultureInfo.InvariantCulture);
            environment["TEST_TO"] = server.World.End.ToString("O", CultureInfo.InvariantCulture);
            using Child child = Child.Start(environment, OtherProcess.Query, baseUri, loginUri ?? baseUri, Path.Combine(folder.FullName, "audit.jsonl"));
            (int exitCode, string output) = await child.EndAsync();
            Assert.Equal(0, exitCode);
            return JsonSerializer.Deserialize<QueryReport>(output)!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string> ProxyVariables(int port, params (string Name, string Value)[] more)
    {
        string address = $"http://user:{Password}@127.0.0.1:{port}";
        Dictionary<string, string> variables = new() { ["HTTPS_PROXY"] = address, ["HTTP_PROXY"] = address, ["http_proxy"] = address, ["ALL_PROXY"] = address };
        foreach ((string name, string value) in more)
        {
            variables[name] = value;
        }

        return variables;
    }

    private static X509Certificate2 CreateCertificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={Host}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
#if NET9_0_OR_GREATER
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
#else
        return new X509Certificate2(made.Export(X509ContentType.Pkcs12));
#endif
    }

    private static int UnusedPort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Task<SimulatorServer> StartAsync() => SimulatorServer.StartAsync(new SimulatorOptions { Interactions = 300 });
}
