BEGIN TRANSACTION;
CREATE TABLE activation (
	region TEXT NOT NULL, 
	code_hash VARCHAR(64) NOT NULL, 
	employee CHAR(32) NOT NULL, 
	issued_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_activation PRIMARY KEY (region, code_hash), 
	CONSTRAINT fk_activation_region_employee FOREIGN KEY(region, employee) REFERENCES employee (region, employee)
);
CREATE TABLE activity (
	region TEXT NOT NULL, 
	id CHAR(32) NOT NULL, 
	employee CHAR(32) NOT NULL, 
	date DATE NOT NULL, 
	kind TEXT NOT NULL, 
	minutes INTEGER NOT NULL, 
	description TEXT NOT NULL, 
	output TEXT, 
	quantity INTEGER, 
	photo JSON, 
	photo_before TEXT, 
	filed_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	beyond INTEGER NOT NULL, 
	card CHAR(32) NOT NULL, 
	replaces CHAR(32), 
	state TEXT, 
	decided_at DATETIME, 
	decided_by CHAR(32), 
	actor TEXT, 
	reason TEXT, 
	CONSTRAINT pk_activity PRIMARY KEY (region, id), 
	CONSTRAINT ck_activity_nobody_decides_for_themselves CHECK (decided_by <> employee), 
	CONSTRAINT ck_activity_takes_time CHECK (minutes > 0), 
	CONSTRAINT fk_activity_region_decided_by FOREIGN KEY(region, decided_by) REFERENCES employee (region, employee), 
	CONSTRAINT fk_activity_region_employee FOREIGN KEY(region, employee) REFERENCES employee (region, employee), 
	CONSTRAINT fk_activity_region_replaces FOREIGN KEY(region, replaces) REFERENCES activity (region, id), 
	CONSTRAINT uq_activity_replaces_region UNIQUE (replaces, region)
);
INSERT INTO "activity" VALUES('bulungan','01a229a2f4bc7018957d6a682e9da7c1','b1a09410dce95e9382a730df63ca9c4e','2026-04-06','jabatan',90,'Menyusun <laporan> & rekap',NULL,NULL,NULL,NULL,'2026-04-06 06:00:00.000000','2026-04-08 06:00:00.000000',0,'01a229a2f4bc7018957d6a67454b17ef',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE attempt (
	region TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	address TEXT NOT NULL, 
	date DATE NOT NULL, 
	failures INTEGER NOT NULL, 
	CONSTRAINT pk_attempt PRIMARY KEY (region, channel, address, date)
);
CREATE TABLE audit (
	region TEXT NOT NULL, 
	id CHAR(32) NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	action TEXT NOT NULL, 
	employee CHAR(32), 
	detail JSON NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (region, id)
);
CREATE TABLE binding (
	region TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	address TEXT NOT NULL, 
	employee CHAR(32) NOT NULL, 
	bound_at DATETIME NOT NULL, 
	unreachable_since DATETIME, 
	CONSTRAINT pk_binding PRIMARY KEY (region, channel, address), 
	CONSTRAINT fk_binding_region_employee FOREIGN KEY(region, employee) REFERENCES employee (region, employee), 
	CONSTRAINT uq_binding_employee_region UNIQUE (employee, region)
);
INSERT INTO "binding" VALUES('bulungan','telegram','5000000001','5cf020f1b14b577aa54a5217543cdf14','2026-04-06 06:00:00.000000',NULL);
INSERT INTO "binding" VALUES('bulungan','telegram','5000000002','b1a09410dce95e9382a730df63ca9c4e','2026-04-06 06:00:00.000000',NULL);
CREATE TABLE block (
	region TEXT NOT NULL, 
	employee CHAR(32) NOT NULL, 
	since DATETIME NOT NULL, 
	until DATETIME, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_block PRIMARY KEY (region, employee, since), 
	CONSTRAINT fk_block_region_employee FOREIGN KEY(region, employee) REFERENCES employee (region, employee)
);
CREATE TABLE conversation (
	region TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	address TEXT NOT NULL, 
	state JSON NOT NULL, 
	touched_at DATETIME NOT NULL, 
	CONSTRAINT pk_conversation PRIMARY KEY (region, channel, address)
);
INSERT INTO "conversation" VALUES('bulungan','telegram','5000000001','{}','2026-04-06 06:00:00.000000');
INSERT INTO "conversation" VALUES('bulungan','telegram','5000000002','{"verdict":{"at":"2026-04-06T06:00:00+00:00","title":"Presensi masuk 14.00 WITA belum tercatat: di luar lokasi","grounds":[["Pasal 8 ayat (3) Perbup Bulungan 32/2023","“dalam jangkauan radius yang ditetapkan oleh Perangkat Daerah/UPTD/Unit Kerja”"]]}}','2026-04-06 06:00:00.000000');
CREATE TABLE dead_letter (
	region TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	"update" TEXT NOT NULL, 
	received_at DATETIME NOT NULL, 
	body JSON NOT NULL, 
	traceback TEXT NOT NULL, 
	settled_at DATETIME, 
	CONSTRAINT pk_dead_letter PRIMARY KEY (region, channel, "update")
);
CREATE TABLE delegation (
	region TEXT NOT NULL, 
	id CHAR(32) NOT NULL, 
	"of" CHAR(32) NOT NULL, 
	"by" CHAR(32) NOT NULL, 
	why TEXT NOT NULL, 
	since DATE NOT NULL, 
	until DATE NOT NULL, 
	decree TEXT, 
	revoked_at DATETIME, 
	CONSTRAINT pk_delegation PRIMARY KEY (region, id), 
	CONSTRAINT ck_delegation_ends_after_it_begins CHECK (until >= since), 
	CONSTRAINT ck_delegation_nobody_stands_in_for_themselves CHECK ("of" <> "by"), 
	CONSTRAINT fk_delegation_region_by FOREIGN KEY(region, "by") REFERENCES employee (region, employee), 
	CONSTRAINT fk_delegation_region_of FOREIGN KEY(region, "of") REFERENCES employee (region, employee)
);
CREATE TABLE edition (
	region TEXT NOT NULL, 
	schedule TEXT NOT NULL, 
	since DATE NOT NULL, 
	until DATE, 
	week JSON NOT NULL, 
	opens TIME, 
	closes TIME, 
	CONSTRAINT pk_edition PRIMARY KEY (region, schedule, since), 
	CONSTRAINT fk_edition_region_schedule FOREIGN KEY(region, schedule) REFERENCES schedule (region, schedule)
);
INSERT INTO "edition" VALUES('bulungan','lima-hari','2023-10-31',NULL,'[["07:30","16:00",60],["07:30","16:00",60],["07:30","16:00",60],["07:30","16:00",60],["07:30","16:30",90],null,null]',NULL,NULL);
INSERT INTO "edition" VALUES('bulungan','lima-hari','2026-02-19','2026-03-19','[["08:00","15:00",30],["08:00","15:00",30],["08:00","15:00",30],["08:00","15:00",30],["08:00","15:30",60],null,null]',NULL,NULL);
INSERT INTO "edition" VALUES('bulungan','malam','2023-10-31',NULL,'[["21:00","07:00",60],["21:00","07:00",60],["21:00","07:00",60],["21:00","07:00",60],["21:00","07:00",60],["21:00","07:00",60],["21:00","07:00",60]]','20:00:00.000000','09:00:00.000000');
CREATE TABLE employee (
	region TEXT NOT NULL, 
	employee CHAR(32) NOT NULL, 
	nip VARCHAR(18) NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	title TEXT NOT NULL, 
	rank TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	CONSTRAINT pk_employee PRIMARY KEY (region, employee), 
	CONSTRAINT fk_employee_region FOREIGN KEY(region) REFERENCES region (region), 
	CONSTRAINT uq_employee_nip_region UNIQUE (nip, region)
);
INSERT INTO "employee" VALUES('bulungan','5cf020f1b14b577aa54a5217543cdf14','197805122003122004','Sari','PNS','Analis','III/a','+6281350000001');
INSERT INTO "employee" VALUES('bulungan','b1a09410dce95e9382a730df63ca9c4e','199003152015031002','Budi','PNS','Analis','III/a','+6281350000002');
INSERT INTO "employee" VALUES('bulungan','7467283bbc395617b7898d861914a3d2','199608202024212003','Citra','PPPK','Analis','III/a','+6281350000003');
INSERT INTO "employee" VALUES('bulungan','d7554c437bc05e3d8419bb4c4a1aee8c','198912012014022001','Dewi','PNS','Analis','III/a','+6281350000004');
INSERT INTO "employee" VALUES('bulungan','0d98474e2a4f5821977cd61c7ff26ff3','199911052025041001','Eko','CPNS','Analis','III/a','+6281350000005');
CREATE TABLE employee_duty (
	region TEXT NOT NULL, 
	employee CHAR(32) NOT NULL, 
	since DATE NOT NULL, 
	until DATE, 
	schedule TEXT, 
	CONSTRAINT pk_employee_duty PRIMARY KEY (region, employee, since), 
	CONSTRAINT fk_employee_duty_region_employee FOREIGN KEY(region, employee) REFERENCES employee (region, employee), 
	CONSTRAINT fk_employee_duty_region_schedule FOREIGN KEY(region, schedule) REFERENCES schedule (region, schedule)
);
INSERT INTO "employee_duty" VALUES('bulungan','d7554c437bc05e3d8419bb4c4a1aee8c','2024-01-01',NULL,'malam');
CREATE TABLE exemption (
	region TEXT NOT NULL, 
	employee CHAR(32) NOT NULL, 
	since DATE NOT NULL, 
	until DATE, 
	kind TEXT NOT NULL, 
	decree TEXT NOT NULL, 
	CONSTRAINT pk_exemption PRIMARY KEY (region, employee, since), 
	CONSTRAINT fk_exemption_region_employee FOREIGN KEY(region, employee) REFERENCES employee (region, employee)
);
CREATE TABLE file (
	region TEXT NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	employee CHAR(32) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_file PRIMARY KEY (region, hash, employee, at), 
	CONSTRAINT fk_file_region_employee FOREIGN KEY(region, employee) REFERENCES employee (region, employee)
);
CREATE TABLE holiday (
	region TEXT NOT NULL, 
	date DATE NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	decree TEXT, 
	CONSTRAINT pk_holiday PRIMARY KEY (region, date), 
	CONSTRAINT fk_holiday_region FOREIGN KEY(region) REFERENCES region (region)
);
INSERT INTO "holiday" VALUES('bulungan','2026-04-03','Wafat Yesus Kristus','libur nasional',NULL);
CREATE TABLE inbox (
	region TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	"update" TEXT NOT NULL, 
	address TEXT NOT NULL, 
	received_at DATETIME NOT NULL, 
	CONSTRAINT pk_inbox PRIMARY KEY (region, channel, "update")
);
INSERT INTO "inbox" VALUES('bulungan','telegram','101','5000000001','2026-04-06 06:00:00.000000');
INSERT INTO "inbox" VALUES('bulungan','telegram','102','5000000002','2026-04-06 06:00:00.000000');
INSERT INTO "inbox" VALUES('bulungan','telegram','103','5000000002','2026-04-06 06:00:00.000000');
INSERT INTO "inbox" VALUES('bulungan','telegram','104','5000000002','2026-04-06 06:00:00.000000');
INSERT INTO "inbox" VALUES('bulungan','telegram','105','5000000002','2026-04-06 06:00:00.000000');
INSERT INTO "inbox" VALUES('bulungan','telegram','106','5000000002','2026-04-06 06:00:00.000000');
INSERT INTO "inbox" VALUES('bulungan','telegram','107','5000000002','2026-04-06 06:00:00.000000');
INSERT INTO "inbox" VALUES('bulungan','telegram','108','5000000002','2026-04-06 06:00:00.000000');
INSERT INTO "inbox" VALUES('bulungan','telegram','109','5000000002','2026-04-06 06:00:00.000000');
INSERT INTO "inbox" VALUES('bulungan','telegram','110','5000000002','2026-04-06 06:00:00.000000');
INSERT INTO "inbox" VALUES('bulungan','telegram','111','5000000002','2026-04-06 06:00:00.000000');
INSERT INTO "inbox" VALUES('bulungan','telegram','112','5000000002','2026-04-06 06:00:00.000000');
CREATE TABLE office (
	region TEXT NOT NULL, 
	office TEXT NOT NULL, 
	name TEXT NOT NULL, 
	parent TEXT, 
	CONSTRAINT pk_office PRIMARY KEY (region, office), 
	CONSTRAINT fk_office_region_parent FOREIGN KEY(region, parent) REFERENCES office (region, office), 
	CONSTRAINT fk_office_region FOREIGN KEY(region) REFERENCES region (region)
);
INSERT INTO "office" VALUES('bulungan','setda','Sekretariat Daerah',NULL);
INSERT INTO "office" VALUES('bulungan','dinkes','Dinas Kesehatan',NULL);
INSERT INTO "office" VALUES('bulungan','rsud','RSUD',NULL);
CREATE TABLE office_duty (
	region TEXT NOT NULL, 
	office TEXT NOT NULL, 
	since DATE NOT NULL, 
	until DATE, 
	schedule TEXT, 
	CONSTRAINT pk_office_duty PRIMARY KEY (region, office, since), 
	CONSTRAINT fk_office_duty_region_office FOREIGN KEY(region, office) REFERENCES office (region, office), 
	CONSTRAINT fk_office_duty_region_schedule FOREIGN KEY(region, schedule) REFERENCES schedule (region, schedule)
);
INSERT INTO "office_duty" VALUES('bulungan','setda','2023-10-31',NULL,'lima-hari');
INSERT INTO "office_duty" VALUES('bulungan','dinkes','2023-10-31',NULL,'lima-hari');
INSERT INTO "office_duty" VALUES('bulungan','rsud','2023-10-31',NULL,'lima-hari');
CREATE TABLE outage (
	region TEXT NOT NULL, 
	id CHAR(32) NOT NULL, 
	since DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	office TEXT, 
	reason TEXT NOT NULL, 
	entered_by TEXT NOT NULL, 
	entered_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	CONSTRAINT pk_outage PRIMARY KEY (region, id), 
	CONSTRAINT ck_outage_takes_time CHECK (until > since), 
	CONSTRAINT fk_outage_region_office FOREIGN KEY(region, office) REFERENCES office (region, office)
);
CREATE TABLE outbox (
	region TEXT NOT NULL, 
	id CHAR(32) NOT NULL, 
	channel TEXT NOT NULL, 
	address TEXT NOT NULL, 
	priority SMALLINT NOT NULL, 
	dedupe TEXT, 
	joins TEXT, 
	body JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	not_before DATETIME NOT NULL, 
	state TEXT NOT NULL, 
	attempts SMALLINT DEFAULT '0' NOT NULL, 
	owner CHAR(32), 
	leased_until DATETIME, 
	sent_at DATETIME, 
	message TEXT, 
	error TEXT, 
	CONSTRAINT pk_outbox PRIMARY KEY (region, id)
);
INSERT INTO "outbox" VALUES('bulungan','01a229a2f3a7769481448ad555f67c46','telegram','5000000001',0,NULL,NULL,'{"text":"Silakan pilih.","keys":[["Masuk","Pulang"],["Hari ini","Bantuan"]]}','2026-04-06 06:00:00.000000','2026-04-06 06:00:00.000000','pending',0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES('bulungan','01a229a2f3b474a4bb4ca0a36cfc94ac','telegram','5000000002',0,NULL,NULL,'{"text":"Halo, <b>Budi</b>. Akun ini sudah terhubung; silakan pilih.","keys":[["Masuk","Pulang"],["Hari ini","Bantuan"]],"commands":[["masuk","Presensi masuk kerja"],["pulang","Presensi pulang kerja"],["hari_ini","Jam kerja dan presensi hari ini"],["aktivitas","Isi kinerja harian"],["aktivitas_saya","Aktivitas saya dan keputusannya"],["poin","Poin bulan ini"],["izin","Ajukan izin, cuti, dinas, pulang cepat"],["izin_saya","Izin saya dan keputusannya"],["verifikasi","Yang menunggu keputusan Anda"],["bawahan","Kehadiran bawahan Anda hari ini"],["delegasi","Tunjuk Plh Anda"],["rekap_saya","Rekap bulan ini"],["kenapa","Pasal di balik jawaban terakhir"],["bantuan","Cara memakai"],["privasi","Data yang disimpan dan hak Anda"],["batal","Batalkan yang sedang berjalan"]]}','2026-04-06 06:00:00.000000','2026-04-06 06:00:00.000000','pending',0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES('bulungan','01a229a2f3d371789f6ca7cd4e9f898d','telegram','5000000002',0,NULL,NULL,'{"text":"Aktivitas tanggal berapa?","buttons":[["Senin, 6 April","103:tanggal:2026-04-06"],["Minggu, 5 April","103:tanggal:2026-04-05"],["Sabtu, 4 April","103:tanggal:2026-04-04"],["Batal","103:batal:"]],"wants":"date"}','2026-04-06 06:00:00.000000','2026-04-06 06:00:00.000000','pending',0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES('bulungan','01a229a2f3fb77b19757607a361ed281','telegram','5000000002',0,NULL,NULL,'{"text":"Jenis aktivitas?","buttons":[["Umum","103:jenis:umum"],["Jabatan","103:jenis:jabatan"],["Kembali","103:kembali:"],["Batal","103:batal:"]]}','2026-04-06 06:00:00.000000','2026-04-06 06:00:00.000000','pending',0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES('bulungan','01a229a2f4187256baa65bccc0756f16','telegram','5000000002',0,NULL,NULL,'{"text":"Berapa lama?","buttons":[["30 menit","103:menit:30"],["1 jam","103:menit:60"],["2 jam","103:menit:120"],["4 jam","103:menit:240"],["Kembali","103:kembali:"],["Batal","103:batal:"]]}','2026-04-06 06:00:00.000000','2026-04-06 06:00:00.000000','pending',0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES('bulungan','01a229a2f43470878e9ccc65edd632a6','telegram','5000000002',0,NULL,NULL,'{"text":"Uraian kegiatannya?"}','2026-04-06 06:00:00.000000','2026-04-06 06:00:00.000000','pending',0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES('bulungan','01a229a2f44c75f8b3d37142618c2259','telegram','5000000002',0,NULL,NULL,'{"text":"Hasil atau output-nya? Boleh dilewati.","buttons":[["Lewati","103:hasil:"],["Kembali","103:kembali:"],["Batal","103:batal:"]]}','2026-04-06 06:00:00.000000','2026-04-06 06:00:00.000000','pending',0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES('bulungan','01a229a2f46c77909a6500131fb2b051','telegram','5000000002',0,NULL,NULL,'{"text":"Foto pendukung? Boleh dilewati.","buttons":[["Lewati","103:foto:"],["Kembali","103:kembali:"],["Batal","103:batal:"]],"wants":"photo"}','2026-04-06 06:00:00.000000','2026-04-06 06:00:00.000000','pending',0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES('bulungan','01a229a2f49976caac152ff457401aeb','telegram','5000000002',0,NULL,NULL,'{"text":"<b>Senin, 6 April 2026</b>\nJabatan, 1 jam 30 menit\nMenyusun &lt;laporan&gt; &amp; rekap\n\nSimpan?","buttons":[["Ya","103:yakin:ya"],["Ubah tanggal","103:yakin:ubah-tanggal"],["Ubah jenis","103:yakin:ubah-jenis"],["Ubah lama","103:yakin:ubah-menit"],["Ubah uraian","103:yakin:ubah-uraian"],["Ubah hasil","103:yakin:ubah-hasil"],["Ubah jumlah","103:yakin:ubah-jumlah"],["Ubah foto","103:yakin:ubah-foto"],["Kembali","103:kembali:"],["Batal","103:batal:"]]}','2026-04-06 06:00:00.000000','2026-04-06 06:00:00.000000','pending',0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES('bulungan','01a229a2f4e87357b648e0a988cd69fc','telegram','5000000002',0,NULL,NULL,'{"text":"Tersimpan: 1 jam 30 menit, Senin, 6 April 2026.\nDiteruskan kepada Sari, batas verifikasi Rabu, 8 April 2026, 14.00 WITA.","keys":[["Masuk","Pulang"],["Hari ini","Bantuan"]]}','2026-04-06 06:00:00.000000','2026-04-06 06:00:00.000000','pending',0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES('bulungan','01a229a2f4e87357b648e0aafafa128f','telegram','5000000001',1,'kartu:01a229a2f4bc7018957d6a67454b17ef:5cf020f1b14b577aa54a5217543cdf14',NULL,'{"text":"<b>Budi</b>\nAktivitas Senin, 6 April 2026\n\n1. <b>Jabatan</b>, 1 jam 30 menit: Menyusun &lt;laporan&gt; &amp; rekap\n⏳ Menunggu sampai Rabu, 8 April 2026, 14.00 WITA (48 jam lagi)\n\nYang tidak diputuskan dianggap disetujui (Pasal 9 ayat (10) Perbup Bulungan 32/2023).","buttons":[["Setujui","v:setuju:01a229a2f4bc7018957d6a67454b17ef:1"],["Tolak","v:tolak:01a229a2f4bc7018957d6a67454b17ef:1"]]}','2026-04-06 06:00:00.000000','2026-04-06 06:00:00.000000','pending',0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES('bulungan','01a229a2f514721199af0563e4c117c0','telegram','5000000002',0,NULL,NULL,'{"text":"<b>April 2026</b>: 0 dari 6.800 poin. Menunggu keputusan: 90.\nSebanding hari kerja Anda: 7.140 poin (informasi, keputusan AMB-13).","picture":{"month":{"app":"E-Presensi","name":"Budi","today":"2026-04-06","cells":[{"date":"2026-04-01","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-02","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-03","code":null,"points":0,"off":true,"holiday":true,"pending":false,"credited":false},{"date":"2026-04-04","code":null,"points":0,"off":true,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-05","code":null,"points":0,"off":true,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-06","code":null,"points":0,"off":false,"holiday":false,"pending":true,"credited":false},{"date":"2026-04-07","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-08","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-09","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-10","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-11","code":null,"points":0,"off":true,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-12","code":null,"points":0,"off":true,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-13","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-14","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-15","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-16","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-17","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-18","code":null,"points":0,"off":true,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-19","code":null,"points":0,"off":true,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-20","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-21","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-22","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-23","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-24","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-25","code":null,"points":0,"off":true,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-26","code":null,"points":0,"off":true,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-27","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-28","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-29","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false},{"date":"2026-04-30","code":null,"points":0,"off":false,"holiday":false,"pending":false,"credited":false}],"progress":{"target":6800,"counted":0,"pending":90,"reachable":9450,"prorated":7140,"pace":358}}}}','2026-04-06 06:00:00.000000','2026-04-06 06:00:00.000000','pending',0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES('bulungan','01a229a2f52c74b3a6f7269167f491a7','telegram','5000000002',0,NULL,NULL,'{"text":"Anda masih <b>309 m di luar</b> Kantor Bupati; arahnya ke selatan.\n\nBiarkan lokasi tetap dibagikan: jalan terus, nanti tercatat sendiri.","picture":{"fences":[["kantor-bupati","Kantor Bupati",[2.8375,117.3655],100.0,[]]],"point":[2.8412,117.3655],"accuracy":9.0,"caption":"Kantor Bupati"},"keys":[["Masuk","Pulang"],["Hari ini","Bantuan"]]}','2026-04-06 06:00:00.000000','2026-04-06 06:00:00.000000','pending',0,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE place (
	region TEXT NOT NULL, 
	place TEXT NOT NULL, 
	office TEXT NOT NULL, 
	name TEXT NOT NULL, 
	latitude DOUBLE NOT NULL, 
	longitude DOUBLE NOT NULL, 
	radius DOUBLE NOT NULL, 
	corners JSON NOT NULL, 
	CONSTRAINT pk_place PRIMARY KEY (region, place), 
	CONSTRAINT fk_place_region_office FOREIGN KEY(region, office) REFERENCES office (region, office)
);
INSERT INTO "place" VALUES('bulungan','kantor-bupati','setda','Kantor Bupati',2.8375,117.3655,100.0,'[]');
INSERT INTO "place" VALUES('bulungan','kantor-dinkes','dinkes','Kantor Dinkes',2.844,117.37,100.0,'[]');
INSERT INTO "place" VALUES('bulungan','rsud-utama','rsud','Rsud Utama',2.8375,117.3655,100.0,'[]');
CREATE TABLE posting (
	region TEXT NOT NULL, 
	employee CHAR(32) NOT NULL, 
	since DATE NOT NULL, 
	office TEXT NOT NULL, 
	CONSTRAINT pk_posting PRIMARY KEY (region, employee, since), 
	CONSTRAINT fk_posting_region_employee FOREIGN KEY(region, employee) REFERENCES employee (region, employee), 
	CONSTRAINT fk_posting_region_office FOREIGN KEY(region, office) REFERENCES office (region, office)
);
INSERT INTO "posting" VALUES('bulungan','5cf020f1b14b577aa54a5217543cdf14','2024-01-01','setda');
INSERT INTO "posting" VALUES('bulungan','b1a09410dce95e9382a730df63ca9c4e','2024-01-01','setda');
INSERT INTO "posting" VALUES('bulungan','7467283bbc395617b7898d861914a3d2','2024-01-01','setda');
INSERT INTO "posting" VALUES('bulungan','d7554c437bc05e3d8419bb4c4a1aee8c','2024-01-01','rsud');
INSERT INTO "posting" VALUES('bulungan','0d98474e2a4f5821977cd61c7ff26ff3','2024-01-01','setda');
CREATE TABLE rate (
	region TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	tokens DOUBLE NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_rate PRIMARY KEY (region, channel)
);
CREATE TABLE region (
	region TEXT NOT NULL, 
	version BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_region PRIMARY KEY (region)
);
INSERT INTO "region" VALUES('bulungan',1);
CREATE TABLE request (
	region TEXT NOT NULL, 
	id CHAR(32) NOT NULL, 
	employee CHAR(32) NOT NULL, 
	code TEXT NOT NULL, 
	first DATE NOT NULL, 
	last DATE NOT NULL, 
	reason TEXT NOT NULL, 
	number TEXT, 
	paper JSON, 
	paper_before TEXT, 
	substitute CHAR(32), 
	filed_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	escalated_at DATETIME, 
	state TEXT, 
	decided_at DATETIME, 
	decided_by CHAR(32), 
	actor TEXT, 
	remark TEXT, 
	CONSTRAINT pk_request PRIMARY KEY (region, id), 
	CONSTRAINT ck_request_ends_after_it_begins CHECK ("last" >= "first"), 
	CONSTRAINT ck_request_nobody_decides_for_themselves CHECK (decided_by <> employee), 
	CONSTRAINT ck_request_nobody_stands_in_for_themselves CHECK (substitute <> employee), 
	CONSTRAINT fk_request_region_employee FOREIGN KEY(region, employee) REFERENCES employee (region, employee), 
	CONSTRAINT fk_request_region_substitute FOREIGN KEY(region, substitute) REFERENCES employee (region, employee), 
	CONSTRAINT fk_request_region_decided_by FOREIGN KEY(region, decided_by) REFERENCES employee (region, employee)
);
CREATE TABLE role (
	region TEXT NOT NULL, 
	employee CHAR(32) NOT NULL, 
	role TEXT NOT NULL, 
	since DATE NOT NULL, 
	until DATE, 
	office TEXT, 
	decree TEXT, 
	CONSTRAINT pk_role PRIMARY KEY (region, employee, role, since), 
	CONSTRAINT fk_role_region_employee FOREIGN KEY(region, employee) REFERENCES employee (region, employee), 
	CONSTRAINT fk_role_region_office FOREIGN KEY(region, office) REFERENCES office (region, office)
);
CREATE TABLE schedule (
	region TEXT NOT NULL, 
	schedule TEXT NOT NULL, 
	name TEXT NOT NULL, 
	shift BOOLEAN NOT NULL, 
	CONSTRAINT pk_schedule PRIMARY KEY (region, schedule), 
	CONSTRAINT fk_schedule_region FOREIGN KEY(region) REFERENCES region (region)
);
INSERT INTO "schedule" VALUES('bulungan','lima-hari','Lima-Hari',0);
INSERT INTO "schedule" VALUES('bulungan','malam','Malam',1);
CREATE TABLE share (
	region TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	address TEXT NOT NULL, 
	message TEXT NOT NULL, 
	leg TEXT, 
	expires_at DATETIME NOT NULL, 
	unsure_since DATETIME, 
	trace JSON NOT NULL, 
	CONSTRAINT pk_share PRIMARY KEY (region, channel, address, message)
);
INSERT INTO "share" VALUES('bulungan','telegram','5000000002','112','masuk','2026-04-06 06:15:00.000000',NULL,'{"count":1,"all_identical":true,"measured":1,"constant_accuracy":true,"last_accuracy":9.0,"first_at":"2026-04-06T06:00:00Z","last_point":{"latitude":2.8412,"longitude":117.3655},"last_at":"2026-04-06T06:00:00Z"}');
CREATE TABLE stamp (
	region TEXT NOT NULL, 
	employee CHAR(32) NOT NULL, 
	date DATE NOT NULL, 
	leg TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	received_at DATETIME NOT NULL, 
	review BOOLEAN NOT NULL, 
	place TEXT, 
	distance DOUBLE, 
	latitude DOUBLE, 
	longitude DOUBLE, 
	accuracy DOUBLE, 
	channel TEXT NOT NULL, 
	message TEXT NOT NULL, 
	evidence JSON NOT NULL, 
	grounds JSON NOT NULL, 
	CONSTRAINT pk_stamp PRIMARY KEY (region, employee, date, leg), 
	CONSTRAINT fk_stamp_region_employee FOREIGN KEY(region, employee) REFERENCES employee (region, employee)
);
CREATE TABLE supervision (
	region TEXT NOT NULL, 
	employee CHAR(32) NOT NULL, 
	since DATE NOT NULL, 
	supervisor CHAR(32) NOT NULL, 
	CONSTRAINT pk_supervision PRIMARY KEY (region, employee, since), 
	CONSTRAINT ck_supervision_nobody_supervises_themselves CHECK (employee <> supervisor), 
	CONSTRAINT fk_supervision_region_employee FOREIGN KEY(region, employee) REFERENCES employee (region, employee), 
	CONSTRAINT fk_supervision_region_supervisor FOREIGN KEY(region, supervisor) REFERENCES employee (region, employee)
);
INSERT INTO "supervision" VALUES('bulungan','b1a09410dce95e9382a730df63ca9c4e','2024-01-01','5cf020f1b14b577aa54a5217543cdf14');
INSERT INTO "supervision" VALUES('bulungan','7467283bbc395617b7898d861914a3d2','2024-01-01','5cf020f1b14b577aa54a5217543cdf14');
INSERT INTO "supervision" VALUES('bulungan','d7554c437bc05e3d8419bb4c4a1aee8c','2024-01-01','5cf020f1b14b577aa54a5217543cdf14');
INSERT INTO "supervision" VALUES('bulungan','0d98474e2a4f5821977cd61c7ff26ff3','2024-01-01','5cf020f1b14b577aa54a5217543cdf14');
CREATE INDEX ix_inbox_received_at ON inbox (received_at);
CREATE INDEX ix_outbox_due ON outbox (region, channel, priority, id) WHERE state = 'pending';
CREATE INDEX ix_outbox_open ON outbox (region, channel, address, id) WHERE state IN ('pending', 'sending');
CREATE UNIQUE INDEX uq_outbox_dedupe ON outbox (dedupe, region) WHERE dedupe IS NOT NULL;
CREATE INDEX ix_share_expires_at ON share (expires_at);
CREATE INDEX ix_stamp_latitude_longitude_region_employee ON stamp (latitude, longitude, region, employee);
CREATE INDEX ix_activity_due ON activity (due_at, region) WHERE state IS NULL;
CREATE INDEX ix_activity_waiting ON activity (employee, due_at, region) WHERE state IS NULL;
CREATE INDEX ix_activity_card_region ON activity (card, region);
CREATE INDEX ix_activity_employee_date_region ON activity (employee, date, region);
CREATE INDEX ix_delegation_of_region ON delegation ("of", region);
CREATE INDEX ix_delegation_until_region ON delegation (until, region);
CREATE INDEX ix_outage_until_region ON outage (until, region);
CREATE INDEX ix_supervision_supervisor_region ON supervision (supervisor, region);
CREATE INDEX ix_request_employee_last_region ON request (employee, last, region);
CREATE INDEX ix_request_due ON request (due_at, region) WHERE state IS NULL;
CREATE INDEX ix_request_waiting ON request (employee, due_at, region) WHERE state IS NULL;
COMMIT;
