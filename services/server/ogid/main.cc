// ogid: serves a data directory, and makes, backs up, checks and restores one. Wiring only.
#include <pthread.h>
#include <signal.h>
#include <systemd/sd-daemon.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "common/clock.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/log/log.h"
#include "common/random.h"
#include "google/protobuf/stubs/logging.h"
#include "services/check_store/check_store.h"
#include "services/server/descriptors.h"
#include "services/server/installation.h"
#include "services/server/maintenance.h"
#include "services/server/server.h"
#include "services/server/witness_check.h"
#include "storage/rocksdb/backup.h"

namespace ogi {
namespace {

// TLS 1.2 with forward secrecy and authenticated encryption; TLS 1.3 has nothing else.
constexpr char kCipherSuites[] =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

struct Arguments {
  ServerOptions server;
  std::string administrator;
  std::string backup_directory;
  int keep = 0;
  std::optional<int64_t> backup_id;
  // Of the directory that is restored; empty if it is lost too.
  std::string witness;
};

int Report(const absl::Status& status) {
  if (status.ok()) return EXIT_SUCCESS;
  std::cerr << "ogid: " << status.message() << "\n";
  return EXIT_FAILURE;
}

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

int Init(const Arguments& arguments) {
  SystemClock clock;
  SystemRandom random;
  const absl::Status status =
      InitInstallation(arguments.server.data_directory, arguments.administrator, &random, &clock,
                       arguments.server.realm);
  if (status.ok()) {
    std::cout << "已建立数据目录 " << arguments.server.data_directory
              << "，第一位安全管理员：staff/" << arguments.administrator << "\nMade "
              << arguments.server.data_directory << "; first security officer: staff/"
              << arguments.administrator << "\n";
  }
  return Report(status);
}

// By the running server where there is one; else from the files.
absl::StatusOr<BackupInfo> MakeBackup(const std::string& data_directory,
                                      const std::string& directory, int keep) {
  absl::StatusOr<BackupInfo> info = RequestBackup(AdminSocket(data_directory), directory, keep);
  if (!absl::IsNotFound(info.status())) return info;
  absl::StatusOr<Installation> installation = OpenInstallation(data_directory);
  if (!installation.ok()) return installation.status();
  return installation->store->Backup(directory, keep);
}

int Backup(const Arguments& arguments) {
  const absl::StatusOr<BackupInfo> info =
      MakeBackup(arguments.server.data_directory,
                 std::filesystem::absolute(arguments.backup_directory).string(), arguments.keep);
  if (info.ok()) {
    std::cout << "备份 " << info->id << " 已完成，" << info->bytes << " 字节\nBackup " << info->id
              << " made, " << info->bytes << " bytes\n";
  }
  return Report(info.status());
}

int AcceptClock(const Arguments& arguments) {
  const absl::StatusOr<AcceptedClock> accepted =
      RequestAcceptClock(AdminSocket(arguments.server.data_directory));
  if (absl::IsNotFound(accepted.status())) {
    return Report(
        absl::NotFoundError("服务没有运行；时钟在服务运行时确认。\nNo server is running; the clock "
                            "is accepted while it is."));
  }
  if (accepted.ok()) {
    const std::string time =
        absl::FormatTime("%Y-%m-%d %H:%M:%S", accepted->time, absl::FixedTimeZone(8 * 60 * 60));
    std::cout << "已确认主机时钟正确：" << time
              << "（北京时间）\nThe host's clock is accepted: " << time << " (UTC+8), "
              << absl::FormatDuration(accepted->error) << " off before\n";
  }
  return Report(accepted.status());
}

int Check(const Arguments& arguments) {
  const std::string& data_directory = arguments.server.data_directory;
  const absl::StatusOr<Installation> installation = OpenInstallation(data_directory);
  if (!installation.ok()) return Report(installation.status());
  const absl::Status witness = CheckWitness(*installation->store, data_directory);
  if (!witness.ok()) std::cerr << witness.message() << "\n";
  const absl::Status files = installation->store->VerifyFiles();
  if (!files.ok()) std::cerr << files.message() << "\n" << errors::LogDetail(files) << "\n";
  const absl::StatusOr<CheckedStore> checked = CheckStore(*installation->store);
  if (!checked.ok()) return Report(checked.status());
  for (const std::string& problem : checked->problems) std::cerr << problem << "\n";
  std::cout << absl::StrFormat(
      "机关 %d，年报 %d，版本 %d，提交 %d；问题 %d 处\n"
      "%d agencies, %d reports, %d revisions, %d commits; %d problems\n",
      checked->agencies, checked->reports, checked->revisions, checked->commits,
      checked->problem_count, checked->agencies, checked->reports, checked->revisions,
      checked->commits, checked->problem_count);
  return witness.ok() && files.ok() && checked->problem_count == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int ListAll(const Arguments& arguments) {
  const absl::StatusOr<std::vector<BackupInfo>> backups = ListBackups(arguments.backup_directory);
  if (!backups.ok()) return Report(backups.status());
  std::cout << "编号 id  时间 time (UTC+8)      字节 bytes\n";
  for (const BackupInfo& each : *backups) {
    std::cout << absl::StrFormat(
        "%7d  %s  %12d\n", each.id,
        absl::FormatTime("%Y-%m-%d %H:%M:%S", each.time, absl::FixedTimeZone(8 * 60 * 60)),
        each.bytes);
  }
  return EXIT_SUCCESS;
}

int DeclareGap(const Arguments& arguments) {
  const std::string& data_directory = arguments.server.data_directory;
  absl::StatusOr<Installation> installation = OpenInstallation(data_directory);
  if (!installation.ok()) return Report(installation.status());
  SystemClock clock;
  SystemRandom random;
  const absl::StatusOr<std::string> declared =
      AcceptWitness(*installation->store, data_directory, &random, &clock);
  if (declared.ok() && declared->empty()) {
    std::cout << "没有缺失，无需声明。\nNothing is missing; there is nothing to declare.\n";
  } else if (declared.ok()) {
    std::cout << *declared
              << "已声明并记录，可以启动服务。\nDeclared and on record; the server can "
              << "be started.\n";
  }
  return Report(declared.status());
}

int Verify(const Arguments& arguments) {
  const absl::Status status = VerifyBackup(arguments.backup_directory);
  if (status.ok()) {
    std::cout << "备份完好：" << arguments.backup_directory << "\nThe backups in "
              << arguments.backup_directory << " are whole\n";
  }
  return Report(status);
}

int Restore(const Arguments& arguments) {
  const std::string& data_directory = arguments.server.data_directory;
  // A directory that cannot be made is told by what comes next.
  std::error_code ignored;
  if (std::filesystem::create_directories(data_directory, ignored)) {
    std::filesystem::permissions(data_directory, std::filesystem::perms::owner_all, ignored);
  }
  const absl::Status status = RestoreBackup(arguments.backup_directory,
                                            StoreDirectory(data_directory), arguments.backup_id);
  if (status.ok() && !arguments.witness.empty()) {
    std::error_code error;
    std::filesystem::copy_file(arguments.witness, WitnessFile(data_directory), error);
    if (error) {
      return Report(absl::UnavailableError(
          absl::StrCat("不能复制见证文件 ", arguments.witness, "：", error.message(),
                       "\nCannot copy the witness ", arguments.witness, ".")));
    }
  }
  if (status.ok()) {
    std::cout << "已从备份恢复到 " << data_directory
              << "。备份之后受理的报送不在其中：启动服务前，请运行 ogid accept-witness "
                 "声明。\nRestored into "
              << data_directory
              << ". What was filed after the backup is not in it: declare that with ogid "
                 "accept-witness before the server is started.\n";
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
