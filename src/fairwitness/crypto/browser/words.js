// @ts-check
// The BIP-39 lists, number 1 first; built by scripts/vendor.py from crypto/words/*.txt's source.

/** Each line: two letters, and how the words go on that begin with them. @type {readonly string[]} */
export const ENGLISH = `
ab andon ility le out ove sent sorb stract surd use
ac cess cident count cuse hieve id oustic quire ross t tion tor tress tual
ad apt d dict dress just mit ult vance vice
ae robic
af fair ford raid
ag ain e ent ree
ah ead
ai m r rport sle
al arm bum cohol ert ien l ley low most one pha ready so ter ways
am ateur azing ong ount used
an alyst chor cient ger gle gry imal kle nounce nual other swer tenna tique xiety y
ap art ology pear ple prove ril
ar ch ctic ea ena gue m med mor my ound range rest rive row t tefact tist twork
as k pect sault set sist sume thma
at hlete om tack tend titude tract
au ction dit gust nt thor to tumn
av erage ocado oid
aw ake are ay esome ful kward
ax is
ba by chelor con dge g lance lcony ll mboo nana nner r rely rgain rrel se sic sket ttle
be ach an auty cause come ef fore gin have hind lieve low lt nch nefit st tray tter tween yond
bi cycle d ke nd ology rd rth tter
bl ack ade ame anket ast eak ess ind ood ossom ouse ue ur ush
bo ard at dy il mb ne nus ok ost rder ring rrow ss ttom unce x y
br acket ain and ass ave ead eeze ick idge ief ight ing isk occoli oken onze oom other own ush
bu bble ddy dget ffalo ild lb lk llet ndle nker rden rger rst s siness sy tter yer zz
ca bbage bin ble ctus ge ke ll lm mera mp n nal ncel ndy nnon noe nvas nyon pable pital ptain r rbon rd rgo rpet rry rt se sh sino stle sual t talog tch tegory ttle ught use ution ve
ce iling lery ment nsus ntury real rtain
ch air alk ampion ange aos apter arge ase at eap eck eese ef erry est icken ief ild imney oice oose ronic uckle unk urn
ci gar nnamon rcle tizen ty vil
cl aim ap arify aw ay ean erk ever ick ient iff imb inic ip ock og ose oth oud own ub ump uster utch
co ach ast conut de ffee il in llect lor lumn mbine me mfort mic mmon mpany ncert nduct nfirm ngress nnect nsider ntrol nvince ok ol pper py ral re rn rrect st tton uch untry uple urse usin ver yote
cr ack adle aft am ane ash ater awl azy eam edit eek ew icket ime isp itic op oss ouch owd ucial uel uise umble unch ush y ystal
cu be lture p pboard rious rrent rtain rve shion stom te
cy cle
da d mage mp nce nger ring sh ughter wn y
de al bate bris cade cember cide cline corate crease er fense fine fy gree lay liver mand mise nial ntist ny part pend posit pth puty rive scribe sert sign sk spair stroy tail tect velop vice vote
di agram al amond ary ce esel et ffer gital gnity lemma nner nosaur rect rt sagree scover sease sh smiss sorder splay stance vert vide vorce zzy
do ctor cument g ll lphin main nate nkey nor or se uble ve
dr aft agon ama astic aw eam ess ift ill ink ip ive op um y
du ck mb ne ring st tch ty
dw arf
dy namic
ea ger gle rly rn rth sily st sy
ec ho ology onomy
ed ge it ucate
ef fort
eg g
ei ght ther
el bow der ectric egant ement ephant evator ite se
em bark body brace erge otion ploy power pty
en able act d dless dorse emy ergy force gage gine hance joy list ough rich roll sure ter tire try velope
ep isode
eq ual uip
er a ase ode osion ror upt
es cape say sence tate
et ernal hics
ev idence il oke olve
ex act ample cess change cite clude cuse ecute ercise haust hibit ile ist it otic pand pect pire plain pose press tend tra
ey e ebrow
fa bric ce culty de int ith ll lse me mily mous n ncy ntasy rm shion t tal ther tigue ult vorite
fe ature bruary deral e ed el male nce stival tch ver w
fi ber ction eld gure le lm lter nal nd ne nger nish re rm rst scal sh t tness x
fl ag ame ash at avor ee ight ip oat ock oor ower uid ush y
fo am cus g il ld llow od ot rce rest rget rk rtune rum rward ssil ster und x
fr agile ame equent esh iend inge og ont ost own ozen uit
fu el n nny rnace ry ture
ga dget in laxy llery me p rage rbage rden rlic rment s sp te ther uge ze
ge neral nius nre ntle nuine sture
gh ost
gi ant ft ggle nger raffe rl ve
gl ad ance are ass ide impse obe oom ory ove ow ue
go at ddess ld od ose rilla spel ssip vern wn
gr ab ace ain ant ape ass avity eat een id ief it ocery oup ow unt
gu ard ess ide ilt itar n
gy m
ha bit ir lf mmer mster nd ppy rbor rd rsh rvest t ve wk zard
he ad alth art avy dgehog ight llo lmet lp n ro
hi dden gh ll nt p re story
ho bby ckey ld le liday llow me ney od pe rn rror rse spital st tel ur ver
hu b ge man mble mor ndred ngry nt rdle rry rt sband
hy brid
ic e on
id ea entify le
ig nore
il l legal lness
im age itate mense mune pact pose prove pulse
in ch clude come crease dex dicate door dustry fant flict form hale herit itial ject jury mate ner nocent put quiry sane sect side spire stall tact terest to vest vite volve
ir on
is land olate sue
it em
iv ory
ja cket guar r zz
je alous ans lly wel
jo b in ke urney y
ju dge ice mp ngle nior nk st
ka ngaroo
ke en ep tchup y
ki ck d dney nd ngdom ss t tchen te tten wi
kn ee ife ock ow
la b bel bor dder dy ke mp nguage ptop rge ter tin ugh undry va w wn wsuit yer zy
le ader af arn ave cture ft g gal gend isure mon nd ngth ns opard sson tter vel
li ar berty brary cense fe ft ght ke mb mit nk on quid st ttle ve zard
lo ad an bster cal ck gic nely ng op ttery ud unge ve yal
lu cky ggage mber nar nch xury
ly rics
ma chine d gic gnet id il in jor ke mmal n nage ndate ngo nsion nual ple rble rch rgin rine rket rriage sk ss ster tch terial th trix tter ximum ze
me adow an asure at chanic dal dia lody lt mber mory ntion nu rcy rge rit rry sh ssage tal thod
mi ddle dnight lk llion mic nd nimum nor nute racle rror sery ss stake x xed xture
mo bile del dify m ment nitor nkey nster nth on ral re rning squito ther tion tor untain use ve vie
mu ch ffin le ltiply scle seum shroom sic st tual
my self stery th
na ive me pkin rrow sty tion ture
ne ar ck ed gative glect ither phew rve st t twork utral ver ws xt
ni ce ght
no ble ise minee odle rmal rth se table te thing tice vel w
nu clear mber rse t
oa k
ob ey ject lige scure serve tain vious
oc cur ean tober
od or
of f fer fice ten
oi l
ok ay
ol d ive ympic
om it
on ce e ion line ly
op en era inion pose tion
or ange bit chard der dinary gan ient iginal phan
os trich
ot her
ou tdoor ter tput tside
ov al en er
ow n ner
ox ygen
oy ster
oz one
pa ct ddle ge ir lace lm nda nel nic nther per rade rent rk rrot rty ss tch th tient trol ttern use ve yment
pe ace anut ar asant lican n nalty ncil ople pper rfect rmit rson t
ph one oto rase ysical
pi ano cnic cture ece g geon ll lot nk oneer pe stol tch zza
pl ace anet astic ate ay ease edge uck ug unge
po em et int lar le lice nd ny ol pular rtion sition ssible st tato ttery verty wder wer
pr actice aise edict efer epare esent etty event ice ide imary int iority ison ivate ize oblem ocess oduce ofit ogram oject omote oof operty osper otect oud ovide
pu blic dding ll lp lse mpkin nch pil ppy rchase rity rpose rse sh t zzle
py ramid
qu ality antum arter estion ick it iz ote
ra bbit ccoon ce ck dar dio il in ise lly mp nch ndom nge pid re te ther ven w zor
re ady al ason bel build call ceive cipe cord cycle duce flect form fuse gion gret gular ject lax lease lief ly main member mind move nder new nt open pair peat place port quire scue semble sist source sponse sult tire treat turn union veal view ward
rh ythm
ri b bbon ce ch de dge fle ght gid ng ot pple sk tual val ver
ro ad ast bot bust cket mance of okie om se tate ugh und ute yal
ru bber de g le n nway ral
sa d ddle dness fe il lad lmon lon lt lute me mple nd tisfy toshi uce usage ve y
sc ale an are atter ene heme hool ience issors orpion out rap reen ript rub
se a arch ason at cond cret ction curity ed ek gment lect ll minar nior nse ntence ries rvice ssion ttle tup ven
sh adow aft allow are ed ell eriff ield ift ine ip iver ock oe oot op ort oulder ove rimp rug uffle y
si bling ck de ege ght gn lent lk lly lver milar mple nce ng ren ster tuate x ze
sk ate etch i ill in irt ull
sl ab am eep ender ice ide ight im ogan ot ow ush
sm all art ile oke ooth
sn ack ake ap iff ow
so ap ccer cial ck da ft lar ldier lid lution lve meone ng on rry rt ul und up urce uth
sp ace are atial awn eak ecial eed ell end here ice ider ike in irit lit oil onsor oon ort ot ray read ring y
sq uare ueeze uirrel
st able adium aff age airs amp and art ate ay eak eel em ep ereo ick ill ing ock omach one ool ory ove rategy reet rike rong ruggle udent uff umble yle
su bject bmit bway ccess ch dden ffer gar ggest it mmer n nny nset per pply preme re rface rge rprise rround rvey spect stain
sw allow amp ap arm ear eet ift im ing itch ord
sy mbol mptom rup stem
ta ble ckle g il lent lk nk pe rget sk ste ttoo xi
te ach am ll n nant nnis nt rm st xt
th ank at eme en eory ere ey ing is ought ree rive row umb under
ti cket de ger lt mber me ny p red ssue tle
to ast bacco day ddler e gether ilet ken mato morrow ne ngue night ol oth p pic pple rch rnado rtoise ss tal urist ward wer wn y
tr ack ade affic agic ain ansfer ap ash avel ay eat ee end ial ibe ick igger im ip ophy ouble uck ue uly umpet ust uth y
tu be ition mble na nnel rkey rn rtle
tw elve enty ice in ist o
ty pe pical
ug ly
um brella
un able aware cle cover der do fair fold happy iform ique it iverse known lock til usual veil
up date grade hold on per set
ur ban ge
us age e ed eful eless ual
ut ility
va cant cuum gue lid lley lve n nish por rious st ult
ve hicle lvet ndor nture nue rb rify rsion ry ssel teran
vi able brant cious ctory deo ew llage ntage olin rtual rus sa sit sual tal vid
vo cal ice id lcano lume te yage
wa ge gon it lk ll lnut nt rfare rm rrior sh sp ste ter ve y
we alth apon ar asel ather b dding ekend ird lcome st t
wh ale at eat eel en ere ip isper
wi de dth fe ld ll n ndow ne ng nk nner nter re sdom se sh tness
wo lf man nder od ol rd rk rld rry rth
wr ap eck estle ist ite ong
ya rd
ye ar llow
yo u ung uth
ze bra ro
zo ne o
`
  .trim()
  .split("\n")
  .flatMap((line) => {
    const [two, ...rest] = line.split(" ");
    return rest.map((end) => two + end);
  });

/** Simplified Chinese; where the traditional character is another one, that stands behind a stroke. */
const CHINESE = `
的一是在不了有和人这/這中大为/為上个/個国/國我以要他时/時来/來用们/們生到作地于/於出就分对/對成会/會可主发/發年动/動同工也能下过/過子说/說产/產种/種面而方后/後多定行学/學法所民得经/經十
三之进/進着/著等部度家电/電力里/裡如水化高自二理起小物现/現实/實加量都两/兩体/體制机/機当/當使点/點从/從业/業本去把性好应/應开/開它合还/還因由其些然前外天政四日那社义/義事平形相全
表间/間样/樣与/與关/關各重新线/線内/內数/數正心反你明看原又么/麼利比或但质/質气/氣第向道命此变/變条/條只没/沒结/結解问/問意建月公无/無系军/軍很情者最立代想已通并/並提直题/題党/黨程展五果料
象员/員革位入常文总/總次品式活设/設及管特件长/長求老头/頭基资/資边/邊流路级/級少图/圖山统/統接知较/較将/將组/組见/見计/計别/別她手角期根论/論运/運农/農指几/幾九区/區强/強放决/決西被干/幹做必战/戰先回则/則任
取据/據处/處队/隊南给/給色光门/門即保治北造百规/規热/熱领/領七海口东/東导/導器压/壓志世金增争/爭济/濟阶/階油思术/術极/極交受联/聯什认/認六共权/權收证/證改清美再采/採转/轉更单/單风/風切打白教速花带/帶安场/場
身车/車例真务/務具万/萬每目至达/達走积/積示议/議声/聲报/報斗/鬥完类/類八离/離华/華名确/確才科张/張信马/馬节/節话/話米整空元况/況今集温/溫传/傳土许/許步群广/廣石记/記需段研界拉林律叫且究观/觀越织/織装/裝影算
低持音众/眾书/書布复容儿/兒须/須际/際商非验/驗连/連断/斷深难/難近矿/礦千周/週委素技备/備半办/辦青省列习/習响/響约/約支般史感劳/勞便团/團往酸历/歷市克何除消构/構府称/稱太准/準精值号/號率族维/維划/劃选/選标/標写/寫
存候毛亲/親快效斯院查江型眼王按格养/養易置派层/層片始却/卻专/專状/狀育厂/廠京识/識适/適属/屬圆/圓包火住调/調满/滿县/縣局照参/參红/紅细/細引听/聽该/該铁/鐵价/價严/嚴首底液官德随/隨病苏/蘇失尔/爾死讲/講配女黄/黃
推显/顯谈/談罪神艺/藝呢席含企望密批营/營项/項防举/舉球英氧势/勢告李台落木帮/幫轮/輪破亚/亞师/師围/圍注远/遠字材排供河态/態封另施减/減树/樹溶怎止案言士均武固叶/葉鱼/魚波视/視仅/僅费/費紧/緊爱/愛左章
早朝害续/續轻/輕服试/試食充兵源判护/護司足某练/練差致板田降黑犯负/負击/擊范继/繼兴/興似余/餘坚/堅曲输/輸修故城夫够/夠送笔/筆船占/佔右财/財吃富春职/職觉/覺汉/漢画/畫功巴跟虽/雖杂/雜飞/飛检/檢吸助升/昇阳/陽互
初创/創抗考投坏/壞策古径/徑换/換未跑留钢/鋼曾端责/責站简/簡述钱/錢副尽/盡帝射草冲/衝承独/獨令限阿宣环/環双/雙请/請超微让/讓控州良轴/軸找否纪/紀益依优/優顶/頂础/礎载/載倒房突坐粉敌/敵略客袁冷胜/勝绝/絕
析块/塊剂/劑测/測丝/絲协/協诉/訴念陈/陳仍罗/羅盐/鹽友洋错/錯苦夜刑移频/頻逐靠混母短皮终/終聚汽村云/雲哪既距卫/衛停烈央察烧/燒迅境若印洲刻括激孔搞甚室待核校散侵吧甲游/遊久菜味旧/舊
模湖货/貨损/損预/預阻毫普稳/穩乙妈/媽植息扩/擴银/銀语/語挥/揮酒守拿序纸/紙医/醫缺雨吗/嗎针/針刘/劉啊急唱误/誤训/訓愿/願审/審附获/獲茶鲜/鮮粮/糧斤孩脱/脫硫肥善龙/龍演父渐/漸血欢/歡械掌歌沙刚/剛攻谓/謂盾讨/討晚粒乱/亂
燃矛乎杀/殺药/藥宁/寧鲁/魯贵/貴钟/鐘煤读/讀班伯香介迫句丰/豐培握兰/蘭担/擔弦蛋沉假穿执/執答乐/樂谁/誰顺/順烟/煙缩/縮征/徵脸/臉喜松脚/腳困异/異免背星福买/買染井概慢怕磁倍祖皇促静/靜补/補评/評翻肉践/踐尼衣
宽/寬扬/揚棉希伤/傷操垂秋宜氢/氫套督振架亮末宪/憲庆/慶编/編牛触/觸映雷销/銷诗/詩座居抓裂胞呼娘景威绿/綠晶厚盟衡鸡/雞孙/孫延危胶/膠屋乡/鄉临/臨陆/陸顾/顧掉呀灯/燈岁/歲措束耐剧/劇玉赵/趙跳哥季课/課凯/凱
胡额/額款绍/紹卷齐/齊伟/偉蒸殖永宗苗川炉/爐岩弱零杨/楊奏沿露杆/桿探滑镇/鎮饭/飯浓/濃航怀/懷赶/趕库/庫夺/奪伊灵/靈税/稅途灭/滅赛/賽归/歸召鼓播盘/盤裁险/險康唯录/錄菌纯/純借糖盖/蓋横/橫符私努堂域枪/槍润/潤幅哈竟
熟虫/蟲泽/澤脑/腦壤碳欧/歐遍侧/側寨敢彻/徹虑/慮斜薄庭纳/納弹/彈饲/飼伸折麦/麥湿/濕暗荷瓦塞床筑/築恶/惡户/戶访/訪塔奇透梁刀旋迹/跡卡氯遇份毒泥退洗摆/擺灰彩卖/賣耗夏择/擇忙铜/銅献/獻硬予繁圈雪函亦
抽篇阵/陣阴/陰丁尺追堆雄迎泛爸楼/樓避谋/謀吨/噸野猪/豬旗累偏典馆/館索秦脂潮爷/爺豆忽托惊/驚塑遗/遺愈朱替纤/纖粗倾/傾尚痛楚谢/謝奋/奮购/購磨君池旁碎骨监/監捕弟暴割贯/貫殊释/釋词/詞亡壁顿/頓
宝/寶午尘/塵闻/聞揭炮残/殘冬桥/橋妇/婦警综/綜招吴/吳付浮遭徐您摇/搖谷赞/贊箱隔订/訂男吹园/園纷/紛唐败/敗宋玻巨耕坦荣/榮闭/閉湾/灣键/鍵凡驻/駐锅/鍋救恩剥/剝凝碱/鹼齿/齒截炼/煉麻纺/紡禁废/廢盛版缓/緩净/淨睛昌婚涉筒
嘴插岸朗庄/莊街藏姑贸/貿腐奴啦惯/慣乘伙/夥恢匀/勻纱/紗扎辩/辯耳彪臣亿/億璃抵脉/脈秀萨/薩俄网/網舞店喷/噴纵/縱寸汗挂/掛洪贺/賀闪/閃柬爆烯津稻墙/牆软/軟勇像滚/滾厘蒙芳肯坡柱荡/盪腿仪/儀旅尾轧/軋冰
贡/貢登黎削钻/鑽勒逃障氨郭峰币/幣港伏轨/軌亩/畝毕/畢擦莫刺浪秘援株健售股岛/島甘泡睡童铸/鑄汤/湯阀/閥休汇/匯舍牧绕/繞炸哲磷绩/績朋淡尖启/啟陷柴呈徒颜/顏泪/淚稍忘泵蓝/藍拖洞授镜/鏡辛壮/壯
锋/鋒贫/貧虚/虛弯/彎摩泰幼廷尊窗纲/綱弄隶/隸疑氏宫/宮姐震瑞怪尤琴循描膜违/違夹/夾腰缘/緣珠穷/窮森枝竹沟/溝催绳/繩忆/憶邦剩幸浆/漿栏/欄拥/擁牙贮/貯礼/禮滤/濾钠/鈉纹/紋罢/罷拍咱喊袖埃勤罚/罰焦潜/潛伍墨欲缝/縫
姓刊饱/飽仿奖/獎铝/鋁鬼丽/麗跨默挖链/鏈扫/掃喝袋炭污幕诸/諸弧励/勵梅奶洁/潔灾/災舟鉴/鑑苯讼/訟抱毁/毀懂寒智埔寄届/屆跃/躍渡挑丹艰/艱贝/貝碰拔爹戴码/碼梦/夢芽熔赤渔/漁哭敬颗/顆奔铅/鉛仲虎稀妹乏珍
申桌遵允隆螺仓/倉魏锐/銳晓/曉氮兼隐/隱碍/礙赫拨/撥忠肃/肅缸牵/牽抢/搶博巧壳/殼兄杜讯/訊诚/誠碧祥柯页/頁巡矩悲灌龄/齡伦/倫票寻/尋桂铺/鋪圣/聖恐恰郑/鄭趣抬荒腾/騰贴/貼柔滴猛阔/闊辆/輛妻填撤储/儲签/簽闹/鬧扰/擾紫
砂递/遞戏/戲吊陶伐喂/餵疗/療瓶婆抚/撫臂摸忍虾/蝦蜡/蠟邻/鄰胸巩/鞏挤/擠偶弃/棄槽劲/勁乳邓/鄧吉仁烂/爛砖/磚租乌/烏舰/艦伴瓜浅/淺丙暂/暫燥橡柳迷暖牌秧胆/膽详/詳簧踏瓷谱/譜呆宾/賓糊洛辉/輝愤/憤竞/競隙怒粘乃绪/緒肩
籍敏涂/塗熙皆侦/偵悬/懸掘享纠/糾醒狂锁/鎖淀恨牲霸爬赏/賞逆玩陵祝秒浙貌役彼悉鸭/鴨趋/趨凤/鳳晨畜辈/輩秩卵署梯炎滩/灘棋驱/驅筛/篩峡/峽冒啥寿/壽译/譯浸泉帽迟/遲硅/矽疆贷/貸漏稿冠嫩胁/脅芯牢叛
蚀/蝕奥/奧鸣/鳴岭/嶺羊凭/憑串塘绘/繪酵融盆锡/錫庙/廟筹/籌冻/凍辅/輔摄/攝袭/襲筋拒僚旱钾/鉀鸟/鳥漆沈眉疏添棒穗硝韩/韓逼扭侨/僑凉/涼挺碗栽炒杯患馏/餾劝/勸豪辽/遼勃鸿/鴻旦吏拜狗埋辊/輥掩饮/飲搬骂/罵辞/辭勾扣估
蒋/蔣绒/絨雾/霧丈朵姆拟/擬宇辑/輯陕/陝雕偿/償蓄崇剪倡厅/廳咬驶/駛薯刷斥番赋/賦奉佛浇/澆漫曼扇钙/鈣桃扶仔返俗亏/虧腔鞋棱覆框悄叔撞骗/騙勘旺沸孤吐孟渠屈疾妙惜仰狠胀/脹谐/諧抛/拋霉/黴桑
岗/崗嘛衰盗/盜渗/滲脏/臟赖/賴涌/湧甜曹阅/閱肌哩厉/厲烃/烴纬/緯毅昨伪/偽症煮叹/嘆钉/釘搭茎/莖笼/籠酷偷弓锥/錐恒/恆杰/傑坑鼻翼纶/綸叙/敘狱/獄逮罐络/絡棚抑膨蔬寺骤/驟穆冶枯册/冊尸/屍凸绅/紳坯牺/犧焰轰/轟欣晋/晉瘦御/禦锭/錠锦/錦
丧/喪旬锻/鍛垄/壟搜扑/撲邀亭酯迈/邁舒脆酶闲/閒忧/憂酚顽/頑羽涨/漲卸仗陪辟/闢惩/懲杭姚肚捉飘/飄漂昆欺吾郎烷汁呵饰/飾萧/蕭雅邮/郵迁/遷燕撒姻赴宴烦/煩债/債帐/帳斑铃/鈴旨醇董饼/餅雏/雛姿拌傅腹妥揉贤/賢
拆歪葡胺丢/丟浩徽昂垫/墊挡/擋览/覽贪/貪慰缴/繳汪慌冯/馮诺/諾姜谊/誼凶/兇劣诬/誣耀昏躺盈骑/騎乔/喬溪丛/叢卢/盧抹闷/悶咨/諮刮驾/駕缆/纜悟摘铒/鉺掷/擲颇/頗幻柄惠惨/慘佳仇腊/臘窝/窩涤/滌剑/劍瞧堡泼/潑葱/蔥罩霍捞/撈胎苍/蒼滨/濱俩/倆
捅湘砍霞邵萄疯/瘋淮遂熊粪/糞烘宿档/檔戈驳/駁嫂裕徙箭捐肠/腸撑/撐晒/曬辨殿莲/蓮摊/攤搅/攪酱/醬屏疫哀蔡堵沫皱/皺畅/暢叠/疊阁/閣莱/萊敲辖/轄钩/鉤痕坝/壩巷饿/餓祸/禍丘玄溜曰逻/邏彭尝/嘗卿妨艇吞韦/韋怨矮歇
`.match(/[^\n/](\/.)?/g) ?? [];

/** @type {readonly string[]} */
export const ZH_HANS = CHINESE.map((one) => one[0] ?? "");
/** @type {readonly string[]} */
export const ZH_HANT = CHINESE.map((one) => one[2] ?? one[0] ?? "");
