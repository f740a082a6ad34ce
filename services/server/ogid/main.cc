// ogid: the command line, and serving. Wiring only.
#include <pthread.h>
#include <signal.h>
#include <systemd/sd-daemon.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "common/clock.h"
#include "common/limits.h"
#include "common/log/log.h"
#include "common/random.h"
#include "google/protobuf/stubs/logging.h"
#include "services/server/descriptors.h"
#include "services/server/installation.h"
#include "services/server/ogid/commands.h"
#include "services/server/server.h"

namespace ogi {
namespace {

// TLS 1.2 with forward secrecy and authenticated encryption; TLS 1.3 has nothing else.
constexpr char kCipherSuites[] =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

int Serve(const Arguments& arguments) {
  // Before any thread is made, so that all inherit it and the signal waits for sigwait.
  const sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  setenv("GRPC_SSL_CIPHER_SUITES", kCipherSuites, /*replace=*/0);
  // A message that cannot be read is answered to its sender, not told to the log.
  google::protobuf::SetLogHandler(nullptr);
  // Debian builds abseil to look for deadlocks at every lock, all threads taking turns at one list.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);

  ReserveDescriptors();

  SystemClock clock;
  SystemRandom random;
  absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(arguments.server, &clock, &random);
  if (!server.ok()) return Report(server.status());
  Log(LogLevel::kInfo, "ready",
      {{"listen", arguments.server.listen},
       {"port", int64_t{(*server)->port()}},
       {"data_directory", arguments.server.data_directory},
       {"tls", !arguments.server.insecure_loopback}});
  // Does nothing where systemd did not start it.
  sd_notify(0, "READY=1");
  int signal = 0;
  sigwait(&signals, &signal);
  Log(LogLevel::kInfo, "stopping", {{"signal", int64_t{signal}}});
  sd_notify(0, "STOPPING=1");
  (*server)->Shutdown();
  Log(LogLevel::kInfo, "stopped");
  return EXIT_SUCCESS;
}

int CheckConfiguration(const Arguments& arguments) {
  const absl::Status status = CheckOptions(arguments.server);
  if (status.ok()) {
    std::cout << "配置可用：监听 " << arguments.server.listen << "，数据目录 "
              << arguments.server.data_directory
              << "\nThe configuration can be used: " << arguments.server.listen << ", "
              << arguments.server.data_directory << "\n";
  }
  return Report(status);
}

void AddRealm(CLI::App& command, ServerOptions& options) {
  command
      .add_option("--realm", options.realm,
                  "填 test 为试用：回执注明 TEST，与正式的数据目录不能混用")
      ->check(CLI::IsMember({std::string(kTestRealm)}));
}

void AddServeOptions(CLI::App& serve, ServerOptions& options) {
  AddRealm(serve, options);
  serve.add_option("--listen", options.listen, "监听地址 host:port")->capture_default_str();
  serve
      .add_option("--services", options.services,
                  "只提供这些服务，以逗号分隔：submission,validation,retrieval,registry,"
                  "access,season,audit")
      ->delimiter(',');
  serve.add_option("--tls-certificate", options.tls_certificate, "服务器证书（PEM）");
  serve.add_option("--tls-key", options.tls_key, "服务器私钥（PEM）");
  serve.add_option(
      "--tls-client-ca", options.tls_client_ca,
      "客户端证书的签发者（PEM）；出示证书者按证书确认身份，不出示者只能查阅已公布的年报");
  serve.add_flag("--insecure-loopback", options.insecure_loopback,
                 "明文传输，只允许在本机回环地址上");
  serve.add_option("--token-audience", options.token_audience, "令牌的接收方（aud）须为此名")
      ->capture_default_str();
  serve.add_flag("--quotas,!--no-quotas", options.quotas, "调用配额；仅在测量时关闭");
  serve
      .add_option("--audit-keep-days", options.audit_keep_days,
                  "审计记录保留天数，到期删除；不得少于六个月")
      ->check(CLI::Range(limits::kMinAuditDays, 36'500))
      ->capture_default_str();
  serve.add_option("--metrics-listen", options.metrics_listen, "Prometheus 指标地址 host:port");
  serve.add_flag("--reflection,!--no-reflection", options.reflection, "gRPC 反射");
  serve
      .add_option("--executor-threads", options.executor_threads, "校验、变更和列表查询所用线程数")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  serve
      .add_option("--memory-bytes", options.memory_bytes,
                  "处理中的报文和等待取走的答复所用内存的上限，超过时请调用方稍后重试")
      ->check(CLI::Range(limits::kMinMemoryBytes, size_t{1} << 40))
      ->capture_default_str();
  serve.add_option("--block-cache-bytes", options.block_cache_bytes, "读缓存字节数")
      ->capture_default_str();
  serve.add_option("--write-buffer-bytes", options.write_buffer_bytes, "写缓冲字节数")
      ->capture_default_str();
}

int Run(int argc, char** argv) {
  Arguments arguments;
  CLI::App app("ogid：政府信息公开工作年度报告报送系统的服务程序", "ogid");
  app.require_subcommand(1);
  app.fallthrough();
  app.set_version_flag("--version", OGI_VERSION);
  app.set_config("--config", "", "配置文件（TOML），示例见 deploy/ogid.toml");
  // A misspelt line must not pass for a default.
  app.allow_config_extras(CLI::config_extras_mode::error);
  CLI::Option* data_directory =
      app.add_option("--data-directory", arguments.server.data_directory, "数据目录")
          ->envname("OGID_DATA_DIRECTORY");

  int code = EXIT_SUCCESS;
  CLI::App* serve = app.add_subcommand("serve", "提供服务；check-config 只检查配置");
  AddServeOptions(*serve, arguments.server);
  // The same options, and the same section of the file; nothing is opened.
  constexpr const char* kCheckConfig = "check-config";
  serve->alias(kCheckConfig);
  const bool only_check =
      std::find(argv, argv + argc, absl::string_view(kCheckConfig)) != argv + argc;
  serve->callback(
      [&, only_check] { code = only_check ? CheckConfiguration(arguments) : Serve(arguments); });

  CLI::App* init = app.add_subcommand("init", "建立数据目录和第一位管理员");
  init->add_option("--administrator", arguments.administrator,
                   "第一位安全管理员的编号，与其证书中的 ogi:staff/编号 一致")
      ->required();
  AddRealm(*init, arguments.server);
  init->callback([&] { code = Init(arguments); });

  CLI::App* backup = app.add_subcommand("backup", "备份到目录；服务运行时也可以");
  backup->add_option("directory", arguments.backup_directory, "备份目录")->required();
  backup->add_option("--keep", arguments.keep, "目录中只保留最近几份备份；不填则全部保留")
      ->check(CLI::Range(1, 10'000));
  backup->callback([&] { code = Backup(arguments); });

  CLI::App* accept_clock = app.add_subcommand(
      "accept-clock", "主机时钟跳变、服务停止受理后，由管理员确认时钟现已正确；记入审计");
  accept_clock->callback([&] { code = AcceptClock(arguments); });

  CLI::App* accept_witness = app.add_subcommand(
      "accept-witness", "存储少于见证文件所记时，由管理员声明缺失的部分已无法找回；服务须停止");
  accept_witness->callback([&] { code = DeclareGap(arguments); });

  CLI::App* check =
      app.add_subcommand("check", "通读数据目录，检查文件、摘要、序号和索引；服务须停止");
  check->add_flag("--quick", arguments.quick,
                  "只核对目录、计数、日志和索引，不读文件校验和与报告内容");
  check->callback([&] { code = Check(arguments); });

  CLI::App* verify = app.add_subcommand("verify", "检查目录中的备份是否完好");
  verify->add_option("directory", arguments.backup_directory, "备份目录")->required();
  verify->callback([&] { code = Verify(arguments); });

  CLI::App* backups = app.add_subcommand("backups", "列出目录中的备份");
  backups->add_option("directory", arguments.backup_directory, "备份目录")->required();
  backups->callback([&] { code = ListAll(arguments); });

  CLI::App* restore = app.add_subcommand("restore", "从备份（默认最新的一份）恢复到新的数据目录");
  restore->add_option("directory", arguments.backup_directory, "备份目录")->required();
  restore->add_option("--id", arguments.backup_id, "要恢复的备份编号，见 ogid backups");
  restore
      ->add_option("--witness", arguments.witness,
                   "原数据目录的见证文件 witness；有了它，恢复后的登记序号不会与已发回执重复")
      ->check(CLI::ExistingFile);
  restore->callback([&] { code = Restore(arguments); });

  for (CLI::App* each : {serve, init, backup, accept_clock, accept_witness, check, restore})
    each->needs(data_directory);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  }
  return code;
}

}  // namespace
}  // namespace ogi

int main(int argc, char** argv) { return ogi::Run(argc, argv); }
